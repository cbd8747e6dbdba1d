using System.Globalization;

namespace Opossum.Typed.Analyzers.Tests.Contract;

/// <summary>What the files may look like, and what is reported of lines that can't be read.</summary>
public class ContractFileTests
{
    private const string Source = """[Event("e")] public partial record E(int A);""";

    [SampledTheory]
    [InlineData("e@1\r\ne@1.a int\r\n")]
    [InlineData("e@1\ne@1.a int")]
    [InlineData("# what we store\n\n  e@1  \n\te@1.a\tint\n   \n#e@1.b int\n")]
    [InlineData("\"e\"@1\n\"\\u0065\"@1.\"a\" int\n")]
    public Task Line_ends_comments_and_spaces_do_not_matter(string shipped) => new ContractTest(Source, shipped).RunAsync();

    [SampledTheory]
    [InlineData("{|OPSM2006:@1|}", "expected a name")]
    [InlineData("f@{|OPSM2006:|}", "expected a version from 1 to 65535")]
    [InlineData("f@{|OPSM2006:0|}", "expected a version from 1 to 65535")]
    [InlineData("f@{|OPSM2006:65536.a int|}", "expected a version from 1 to 65535")]
    [InlineData("{|OPSM2006:f|}", "expected '@' and a version")]
    [InlineData("f {|OPSM2006:x|}", "expected '->'")]
    [InlineData("f -{|OPSM2006:>|}", "expected a space and a name")]
    [InlineData("f@1.{|OPSM2006: int|}", "expected a name")]
    [InlineData("f@1.a{|OPSM2006:|}", "expected the type of the field")]
    [InlineData("f@1.a {|OPSM2006:integer|}", "'integer' is no type that is stored")]
    [InlineData("f@1.a {|OPSM2006:?|}", "expected a type")]
    [InlineData("f@1.a int{|OPSM2006:[|}", "expected the end of the line")]
    [InlineData("f@1.a int {|OPSM2006:maybe|}", "expected the end of the line")]
    [InlineData("f@1.a {string{|OPSM2006: int}|}", "expected ':'")]
    [InlineData("f@1.a {string: int{|OPSM2006:|}", "expected '}'")]
    [InlineData("f@1.a cases({|OPSM2006:)|}", "expected a name")]
    [InlineData("f@1.a(b{|OPSM2006: int|}", "expected ')'")]
    [InlineData("f@1 {|OPSM2006:label x|}", "expected the end of the line")]
    [InlineData("f@1 ta{|OPSM2006:g|}", "expected a space and a name")]
    [InlineData("{|OPSM2006:\"f@1|}", "a quote is not closed")]
    [InlineData("{|OPSM2006:\"\"@1|}", "expected a name")]
    [InlineData("\"\\u{|OPSM2006:00zz\"@1|}", "expected four hexadecimal digits")]
    [InlineData("*REMOVED*{|OPSM2006:e@1|}", "expected a space and the line that is taken back")]
    [InlineData("{|OPSM2006:e@1|}", "line 1 speaks of 'e@1' already; leave one of them")]
    [InlineData("{|OPSM2006:e@1.a long|}", "line 2 speaks of 'e@1.a' already; leave one of them")]
    [InlineData("{|OPSM2006:*REMOVED* e@1.a int|}", "line 2 speaks of 'e@1.a' already; leave one of them")]
    public async Task A_line_that_cannot_be_read_is_reported_where_it_ends_to_be_one(string line, string problem)
    {
        // Nothing has no width: the last character stands for the end of the line.
        if (line.EndsWith("{|OPSM2006:|}", StringComparison.Ordinal)) line = line[..^14] + "{|OPSM2006:" + line[^14] + "|}";
        var found = Assert.Single(await new ContractTest(Source, "e@1\ne@1.a int\n" + line + "\n").RunAsync());
        Assert.Equal("The contract can't be read here: " + problem, found.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(2, found.Location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public Task Types_inside_types_have_an_end() =>
        new ContractTest(
            Source,
            "e@1\ne@1.a int\nf@1.a "
                + string.Concat(Enumerable.Repeat("{int: ", 32))
                + "{{|OPSM2006:int: "
                + string.Concat(Enumerable.Repeat("{int: ", 100_000))
                + "int|}")
            .RunAsync();

    [Fact]
    public Task One_thing_in_both_files_is_a_change() =>
        new ContractTest(Source.Replace("int", "long", StringComparison.Ordinal), "e@1\ne@1.a int\n", "e@1.a long\n").RunAsync();

    [Fact]
    public async Task The_fix_keeps_line_ends_comments_and_order()
    {
        const string Marked = """
            [Event("e")] public partial record E(int A, int {|OPSM2001:B|});
            [Event("f")] public partial record F(int A);
            """;
        Assert.Equal(
            "# ours\r\n\r\ne@1\r\ne@1.a int\r\ne@1.b int\r\n# of F\r\nf@1\r\nf@1.a int\r\n",
            await new ContractTest(Marked, unshipped: "# ours\r\n\r\ne@1\r\ne@1.a int\r\n# of F\r\nf@1\r\nf@1.a int").FixAsync());
    }

    [SampledTheory]
    [InlineData("order.placed", "order.placed@1", "a", ".a")]
    [InlineData("order placed", "\"order placed\"@1", "a b", ".\"a b\"")]
    [InlineData("#1", "\"#1\"@1", "a.b", ".\"a.b\"")]
    [InlineData("a@b", "\"a@b\"@1", "a@1", ".\"a@1\"")]
    [InlineData("a\\\"b\\\\", "\"a\\\"b\\\\\"@1", "->", ".->")]
    [InlineData("a\\u2028b", "\"a\\u2028b\"@1", "é", ".é")]
    public async Task Names_that_could_be_mistaken_are_between_quotes_and_read_back(
        string e, string writtenEvent, string field, string writtenField)
    {
        var source = $$"""[Event("{{e}}")] public partial record {|OPSM2001:E|}([Field("{{field}}")] int A);""";
        Assert.Equal($"{writtenEvent}\n{writtenEvent}{writtenField} int\n", await new ContractTest(source, unshipped: "").FixAsync());
    }
}
