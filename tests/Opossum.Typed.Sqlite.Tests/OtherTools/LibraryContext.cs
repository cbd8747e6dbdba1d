using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Sqlite.Tests.OtherTools;

public sealed record BookCardRow(Guid Book, string Title, string Branch, decimal Price, int Copies, int Lent, int Available);

public sealed record LoanRow(Guid Book, int Reader, DateOnly Due, DateTimeOffset Since, long LentAt, int Times);

public sealed record BranchRow(string Name, string Books, LossReason? LastLoss);

public sealed record TotalsRow(long Books, long Copies, bool HasLost);

public sealed class LibraryContext(string path) : DbContext
{
    public DbSet<BookCardRow> BookCards => Set<BookCardRow>();

    public DbSet<LoanRow> Loans => Set<LoanRow>();

    public DbSet<BranchRow> Branches => Set<BranchRow>();

    public DbSet<TotalsRow> Totals => Set<TotalsRow>();

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder)
    {
        var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly");
        SqliteReadModels.AddCollations(connection);
        optionsBuilder.UseSqlite(connection, contextOwnsConnection: true)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<BookCardRow>().ToView("book_cards").HasKey(card => card.Book);
        modelBuilder.Entity<LoanRow>().ToView("loans").HasKey(loan => new { loan.Book, loan.Reader });
        modelBuilder.Entity<LoanRow>().Property(loan => loan.LentAt).HasColumnName("lent_at");
        modelBuilder.Entity<LoanRow>().Property(loan => loan.Since).HasConversion(
            time => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF'+00:00'", CultureInfo.InvariantCulture),
            text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture));
        modelBuilder.Entity<BranchRow>().ToView("branches").HasKey(branch => branch.Name);
        modelBuilder.Entity<BranchRow>().Property(branch => branch.LastLoss).HasColumnName("last_loss").HasConversion<string>();
        modelBuilder.Entity<TotalsRow>().ToView("library_totals").HasNoKey();
        modelBuilder.Entity<TotalsRow>().Property(totals => totals.HasLost).HasColumnName("has_lost");
    }
}
