using Opossum.Typed.CompilerServices;
using Opossum.Typed.Tests.Store;

namespace Opossum.Typed.Tests.Projections;

/// <summary>By which a table is known to be of other logic, and is made again.</summary>
public class IdentityTests
{
    [Fact]
    public void The_code_that_reads_an_event_counts_if_the_event_is_decoded()
    {
        var e = EventDescriptor.Of<LectureHeld>();
        Assert.NotEmpty(e.Shape.Logic);
        Assert.NotEqual(IdentityOf(e, decode: true), IdentityOf(e, decode: false));
    }

    [Fact]
    public void Logic_revision_columns_and_indexes_count()
    {
        var e = EventDescriptor.Of<LectureHeld>();
        string[] all =
        [
            IdentityOf(e), IdentityOf(e, logic: "2"), IdentityOf(e, revision: 2), IdentityOf(e, column: "minutes"),
            IdentityOf(e, index: "hours"),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.Equal(IdentityOf(e), IdentityOf(e));
    }

    private static string IdentityOf(
        EventDescriptor e, bool decode = true, string logic = "1", int revision = 1, string column = "hours", string? index = null) =>
        new ReadModelShape
        {
            Name = "lectures",
            Logic = logic,
            Revision = revision,
            Columns = [new(column, ColumnType.WholeNumber)],
            Indexes = index is null ? [] : [new(index, index)],
            Events = [new(e, decode)],
        }.Identity;
}
