using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Sqlite.Tests.OtherTools;

/// <summary>A file with a few rows, while its owner has it open.</summary>
internal sealed class LibraryTables : IAsyncDisposable
{
    public static readonly BookId Emma = LibraryLog.Book(1);
    public static readonly DateTimeOffset Clock = new(2026, 3, 1, 12, 0, 0, 500, TimeSpan.Zero);

    private readonly ViewsFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Clock);
    private OpossumStore? _store;
    private SqliteReadModels? _views;

    public string Path => _folder.Path;

    public async Task FillAsync()
    {
        _store = OpossumStore.OpenInMemory(LibraryModel.Model, new() { TimeProvider = _time });
        _views = await SqliteReadModels.OpenAsync(Path, _store, LibraryModel.ReadModels);
        await _store.AppendAsync(new BookBought(Emma, new("north"), "Emma", 9.50m, 3));
        await _store.AppendAsync(new BookBought(LibraryLog.Book(2), new("south"), "Persuasion", 10m, 2));
        await _store.AppendAsync(new BookBought(LibraryLog.Book(3), new("north"), "Sanditon", 100.25m, 1));
        await _store.AppendAsync(new BookLent(Emma, new(7), new(2026, 5, 2)));
        _time.Advance(TimeSpan.FromSeconds(1));
        await _views.UntilAsync(await _store.AppendAsync(new BookLent(LibraryLog.Book(2), new(8), new(2026, 4, 2))));
        await _store.AppendAsync(new LibraryCleaned(""));
    }

    public async ValueTask DisposeAsync()
    {
        if (_views is not null) await _views.DisposeAsync();
        if (_store is not null) await _store.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
