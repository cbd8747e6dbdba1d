using System.Text;

namespace Opossum.Typed.Tests.Generated;

/// <summary>A value that holds values of its own type is written as deep as it can be read, and no deeper.</summary>
public class DepthTests
{
    /// <summary>Each node is an object in the array of the one above it; the event is the first level.</summary>
    [Theory, InlineData(1), InlineData(31)]
    public void What_is_as_deep_as_a_payload_may_be_is_read_by_either_path(int nodes)
    {
        var descriptor = EventDescriptor.Of<TreeGrown>();
        var written = Codec.Write(new TreeGrown(Tree(nodes), null));
        Assert.True(Codec.IsPredicted(descriptor, written));
        Assert.Equal(written, Codec.Write(Codec.Read(descriptor, written)));
        var spaced = Encoding.UTF8.GetBytes(" " + Encoding.UTF8.GetString(written));
        Assert.Equal(written, Codec.Write(Codec.Read(descriptor, spaced)));
    }

    [Fact]
    public void What_is_deeper_is_refused_by_the_writer_which_names_the_field()
    {
        var error = Assert.Throws<EventFormatException>(() => Codec.Write(new TreeGrown(Tree(32), null)));
        Assert.StartsWith("root.children[0].children[0]", error.Field, StringComparison.Ordinal);
        Assert.Contains("it is more than 64 levels deep, the limit of a payload", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Far deeper than the stack of a thread.</summary>
    [Theory, InlineData(32), InlineData(1_000_000)]
    public void A_payload_that_is_deeper_is_refused_by_the_reader(int nodes)
    {
        var payload = new StringBuilder("{\"root\":");
        for (var i = 0; i < nodes; i++) payload.Append("{\"name\":\"\",\"children\":[");
        for (var i = 0; i < nodes; i++) payload.Append("]}");
        Assert.Throws<EventFormatException>(() => Codec.Read<TreeGrown>(payload.Append(",\"other\":null}").ToString()));
    }

    /// <summary>It has no end, and is as wide as it is deep.</summary>
    [Fact]
    public void A_circle_is_refused_and_gives_its_tags_in_time()
    {
        var folder = new Folder(new(1), [], []);
        folder.Entries.AddRange([new(folder, null), new(folder, null)]);
        folder.Named!["again"] = folder;
        var e = new FolderMoved(folder, []);
        Assert.NotEmpty(Codec.Tags(e));
        Assert.Throws<EventFormatException>(() => Codec.Write(e));
    }

    /// <summary>Within 64 levels, what holds the same part twice on each has more of them than could ever be written.</summary>
    [Fact]
    public void A_graph_that_shares_its_parts_is_refused_before_it_takes_the_memory()
    {
        var e = new TermWritten(Shared(new("v")), null);
        Assert.NotEmpty(Codec.Tags(e));
        var error = Assert.Throws<EventFormatException>(() => Codec.Write(e));
        Assert.StartsWith("term.left.left", error.Field, StringComparison.Ordinal);
        Assert.Contains("longer than 8 MiB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tags_that_are_repeated_without_end_are_refused_by_the_key()
    {
        var e = new TermWritten(Shared(new(new string('v', 20))), null);
        var error = Assert.Throws<EventFormatException>(() => Codec.Tags(e));
        Assert.Contains("the tag 'text' is repeated", error.Message, StringComparison.Ordinal);
    }

    private static Term Shared(TextTag name)
    {
        Term term = new Variable(name, null);
        for (var level = 0; level < 50; level++) term = new Sum(term, term);
        return term;
    }

    [Fact]
    public void Tags_are_collected_on_every_level() =>
        Assert.Equal(["int:1", "int:2", "int:3"], Codec.Tags(Samples.All["folder moved"]));

    [Fact]
    public void Tags_are_collected_from_cases_inside_cases() =>
        Assert.Equal(["text:v", "text:w"], Codec.Tags(Samples.All["term written"]));

    private static Node Tree(int nodes) => nodes == 1 ? new("", []) : new("", [Tree(nodes - 1)]);
}
