namespace Opossum.Typed.Analyzers.Tests.Contract;

/// <summary>OPSM2001: what is declared and not in the contract, or the other way round.</summary>
public class ContractBehindTests
{
    private const string Order = """
        [Event("order-placed")] public partial record {|OPSM2001:OrderPlaced|}([Tag("order")] int Order, string? Note);
        """;

    private const string OrderLines = """
        order-placed@1
        order-placed@1 tag order
        order-placed@1.note string?
        order-placed@1.order int

        """;

    [Fact]
    public async Task An_event_that_is_in_no_file_is_reported_once_with_all_its_lines()
    {
        var message = Assert.Single(await new ContractTest(Order, shipped: "", unshipped: "").MessagesAsync());
        Assert.Equal(
            "The contract of stored events is not what is declared: it does not say 'order-placed@1'; add the 4 lines of it to "
                + "Events.Unshipped.txt",
            message);
    }

    [Fact]
    public async Task The_fix_writes_all_lines_of_an_event_sorted() =>
        Assert.Equal(OrderLines, await new ContractTest(Order, shipped: "", unshipped: "").FixAsync());

    [Fact]
    public async Task The_fix_makes_the_file_beside_the_one_that_is_there() =>
        Assert.Equal(OrderLines, await new ContractTest(Order, shipped: "# ours\n").FixAsync());

    [SampledTheory]
    [InlineData(OrderLines, null)]
    [InlineData(null, OrderLines)]
    [InlineData("order-placed@1\norder-placed@1.note string?\norder-placed@1.order int\n", "order-placed@1 tag order\n")]
    public Task An_event_that_the_files_say_is_not_reported(string? shipped, string? unshipped) =>
        new ContractTest(Unmarked(Order), shipped, unshipped).RunAsync();

    [Fact]
    public Task Without_either_file_nobody_asked() => new ContractTest(Unmarked(Order)).With("/app/Other.txt", "order").RunAsync();

    [Fact]
    public async Task A_field_that_is_missing_is_reported_at_its_place_and_added_where_it_belongs()
    {
        const string Source = """[Event("e")] public partial record E(int A, int {|OPSM2001:B|}, int C);""";
        Assert.Equal(
            "e@1\ne@1.a int\ne@1.b int\ne@1.c int\n", await new ContractTest(Source, unshipped: "e@1\ne@1.a int\ne@1.c int\n").FixAsync());
    }

    [Fact]
    public async Task A_tag_of_an_event_that_has_not_shipped_is_added_where_it_belongs()
    {
        const string Source = """[Event("e")] public partial record {|OPSM2001:E|}([Tag("day")] string Day);""";
        Assert.Equal(
            "e@1\ne@1 tag day\ne@1.day string\n", await new ContractTest(Source, unshipped: "e@1\ne@1.day string\n").FixAsync());
    }

    [Fact]
    public async Task A_field_that_came_after_the_event_has_shipped_says_that_stored_events_may_lack_it()
    {
        const string Source = """[Event("e")] public partial record E(int A, int {|OPSM2001:B|} = 1);""";
        Assert.Equal("e@1.b int optional\n", await new ContractTest(Source, shipped: "e@1\ne@1.a int\n", unshipped: "").FixAsync());
    }

    [Fact]
    public async Task A_field_of_a_record_that_has_not_shipped_is_in_every_stored_one()
    {
        const string Source = """
            public record L(int B, int C = 0);
            [Event("e")] public partial record E(int A, L? {|OPSM2001:Line|} = null);
            """;
        const string Line = "e@1.line record? optional\ne@1.line.b int\n";
        Assert.Equal(Line + "e@1.line.c int\n", await new ContractTest(Source, "e@1\ne@1.a int\n", Line).FixAsync());
    }

    [Fact]
    public async Task A_new_record_in_an_event_is_one_report_with_all_that_is_inside_it()
    {
        const string Source = """
            public record Line(string Product, Unit Unit);
            public enum Unit { Piece, Meter }
            [Event("e")] public partial record E(int A, IReadOnlyList<Line>? {|OPSM2001:Lines|} = null);
            """;
        Assert.Equal(
            "e@1.lines record[]? optional\ne@1.lines.product string\ne@1.lines.unit = Meter\ne@1.lines.unit = Piece\ne@1.lines.unit enum\n",
            await new ContractTest(Source, shipped: "e@1\ne@1.a int\n", unshipped: "").FixAsync());
    }

    [SampledTheory]
    [InlineData("""
        public enum S { A, B }
        [Event("e")] public partial record E(S {|OPSM2001:State|});
        """, "e@1\ne@1.state enum\ne@1.state = A\n", "e@1.state = B\n")]
    [InlineData("""
        public enum S { A, B }
        [Event("e")] public partial record E(Dictionary<S, int> {|OPSM2001:State|});
        """, "e@1\ne@1.state {enum: int}\ne@1.state key A\n", "e@1.state key B\n")]
    [InlineData("""[Event("e", Aliases = ["d"])] public partial record {|OPSM2001:E|}(int A);""", "e@1\ne@1.a int\n", "d -> e\n")]
    [InlineData("""
        [Event("e")] public partial record E([Field("a", Aliases = ["b"])] int {|OPSM2001:A|});
        """, "e@1\ne@1.a int\n", "e@1.b -> a\n")]
    [InlineData("""
        public record L(int A, int B = 0);
        [Event("e")] public partial record E(L {|OPSM2001:Line|});
        """, "e@1\ne@1.line record\ne@1.line.a int\n", "e@1.line.b int optional\n")]
    [InlineData("""[Event("e")] public partial record {|OPSM2001:E|}(int A);""", "e@1.a int\n", "e@1\n")]
    [InlineData("""[Event("e", Version = 2)] public partial record {|OPSM2001:E|}(int A);""", "e@1\ne@1.a int\n", "e@2\ne@2.a int\n")]
    public async Task Each_thing_that_is_stored_has_its_line(string source, string shipped, string added) =>
        Assert.Equal(added, await new ContractTest(source, shipped, unshipped: "").FixAsync());

    [SampledTheory]
    [InlineData("""[Event("e", Aliases = ["d"])] public partial record E(int A);""", "d@1\nd@1.a int\ne@1\ne@1.a int\n")]
    [InlineData("""[Event("e")] public partial record E([Field("a", Aliases = ["b"])] int A);""", "e@1\ne@1.b int\ne@1.a int\n")]
    [InlineData("""
        [Event("e")] public partial record E(int A)
        {
            public int B => A;
            [Ignore] public int C { get; init; }
        }
        """, "e@1\ne@1.a int\n")]
    [InlineData("""
        [Event("e", Version = 2)] public partial record E(int A) { static E Upcast(E1 old) => new(old.B); }
        [Event("e")] public partial record E1(int B);
        """, "e@1\ne@1.b int\ne@2\ne@2.a int\n")]
    public Task What_has_a_line_already_is_not_reported(string source, string shipped) => new ContractTest(source, shipped).RunAsync();

    [SampledTheory]
    [InlineData("long", "e@1.a int\n", "", "e@1.a long\n")]
    [InlineData("long", "e@1.a int optional\n", "", "e@1.a long optional\n", " = 0")]
    [InlineData("int?", "", "e@1.a int optional\n", "e@1.a int? optional\n", " = null")]
    [InlineData("int", "", "e@1.a string\n", "e@1.a int\n", " = 0")]
    [InlineData("int", "e@1.a int\n", "e@1.a long\n", "")]
    [InlineData("int", "", "e@1.a -> b\n", "e@1.a int\n", " = 0")]
    public async Task A_type_that_changed_without_harm_is_written_anew(
        string type, string shipped, string unshipped, string written, string isDefault = "")
    {
        var source = $$"""[Event("e")] public partial record E({{type}} {|OPSM2001:A|}{{isDefault}});""";
        Assert.Equal(written, await new ContractTest(source, "e@1\n" + shipped, unshipped).FixAsync());
    }

    [Fact]
    public async Task The_message_of_a_change_has_both_types()
    {
        var message = Assert.Single(await new ContractTest("""
            [Event("e")] public partial record E(long {|OPSM2001:A|});
            """, "e@1\ne@1.a int\n").MessagesAsync());
        Assert.Equal(
            "The contract of stored events is not what is declared: it says 'e@1.a int', and 'E.A' is 'long' now; correct "
                + "Events.Unshipped.txt",
            message);
    }

    [SampledTheory]
    [InlineData("{|OPSM2001:e@1.b int|}")]
    [InlineData("{|OPSM2001:e@1 tag b|}")]
    [InlineData("{|OPSM2001:e@1.a = B|}")]
    [InlineData("{|OPSM2001:e@1.a key B|}")]
    [InlineData("{|OPSM2001:e@1.a.b int|}")]
    [InlineData("{|OPSM2001:e@1.a(b)|}")]
    [InlineData("{|OPSM2001:e@2|}")]
    [InlineData("{|OPSM2001:f@1|}")]
    [InlineData("{|OPSM2001:f -> e|}")]
    public async Task A_line_that_never_shipped_and_that_nothing_declares_is_removed(string line) =>
        Assert.Equal(
            "# kept\ne@1\ne@1.a int\n",
            await new ContractTest("""[Event("e")] public partial record E(int A);""", unshipped: "# kept\ne@1\ne@1.a int\n" + line + "\n")
                .FixAsync());

    [Fact]
    public async Task A_version_that_never_shipped_is_removed_though_a_later_one_would_read_it() =>
        Assert.Equal("e@2\ne@2.a int\n", await new ContractTest("""
            [Event("e", Version = 2)] public partial record E(int A);
            """, unshipped: "{|OPSM2001:e@1|}\ne@2\ne@2.a int\n").FixAsync());

    [SampledTheory]
    [InlineData("""[Event("e")] public record E(int A);""")]
    [InlineData("""[Event("e")] public partial record E(object A);""")]
    public Task Of_an_event_without_generated_code_another_rule_speaks(string source) =>
        new ContractTest(source, unshipped: "e@1\ne@1.x int\n").RunAsync();

    [Fact]
    public Task Of_two_records_of_one_version_another_rule_speaks() => new ContractTest(
        """
            [Event("e")] public partial record E(int A);
            [Event("e")] public partial record F(string B);
            """, unshipped: "e@1\ne@1.a int\n").RunAsync();

    private static string Unmarked(string source) => Support.Markup.Parse(source).Text;
}
