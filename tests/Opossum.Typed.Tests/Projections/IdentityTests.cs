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
            IdentityOf(e, index: "hours"), IdentityOf(e, layout: "2"),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.Equal(IdentityOf(e), IdentityOf(e));
    }

    [Fact]
    public void Rows_of_other_logic_can_be_read_if_columns_and_what_reads_them_are_the_same()
    {
        var first = Shape(new ReadModelColumn("hours", ColumnType.WholeNumber));
        Assert.Equal(first.RowLayout, Shape(new ReadModelColumn("hours", ColumnType.WholeNumber), logic: "2", revision: 2).RowLayout);
        string[] all =
        [
            first.RowLayout,
            Shape(new ReadModelColumn("minutes", ColumnType.WholeNumber)).RowLayout,
            Shape(new ReadModelColumn("hours", ColumnType.Text)).RowLayout,
            Shape(new ReadModelColumn("hours", ColumnType.WholeNumber) { IsNullable = true }).RowLayout,
            Shape(new ReadModelColumn("hours", ColumnType.WholeNumber) { IsKey = true }).RowLayout,
            Shape(new ReadModelColumn("hours", ColumnType.WholeNumber), layout: "2").RowLayout,
        ];
        Assert.Equal(all.Length, all.Distinct().Count());

        static ReadModelShape Shape(ReadModelColumn column, string logic = "1", int revision = 1, string layout = "1") =>
            new() { Name = "lectures", Logic = logic, Layout = layout, Revision = revision, Columns = [column], Events = [] };
    }

    private static string IdentityOf(
        EventDescriptor e, bool decode = true, string logic = "1", int revision = 1, string column = "hours", string? index = null,
        string layout = "") =>
        new ReadModelShape
        {
            Layout = layout,
            Name = "lectures",
            Logic = logic,
            Revision = revision,
            Columns = [new(column, ColumnType.WholeNumber)],
            Indexes = index is null ? [] : [new(index, index)],
            Events = [new(e, decode)],
        }.Identity;
}
