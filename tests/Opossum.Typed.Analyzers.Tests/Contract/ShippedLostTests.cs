using Opossum.Typed.CodeFixes.Contract;

namespace Opossum.Typed.Analyzers.Tests.Contract;

/// <summary>OPSM2002: what has shipped and nothing reads any more.</summary>
public class ShippedLostTests
{
    private const string Payment = """
        public abstract record Pay(int Amount);
        public record Card(int Amount, string Digits) : Pay(Amount);
        public record Cash(int Amount) : Pay(Amount);
        """;

    [SampledTheory]
    [InlineData("""[Event("e")] public partial record {|OPSM2002:E|}(int B);""", "e@1\ne@1.a int\ne@1.b int\n")]
    [InlineData("""
        [Event("e")] public partial record {|OPSM2002:E|}([Field("b", Aliases = ["c"])] int B);
        """, "e@1\ne@1.b int\ne@1.c int\ne@1.a -> b\n")]
    [InlineData("""
        public record L(int B);
        [Event("e")] public partial record E(L {|OPSM2002:Line|});
        """, "e@1\ne@1.line record\ne@1.line.a int\ne@1.line.b int\n")]
    [InlineData("""[Event("e")] public partial record {|OPSM2002:E|}(int B);""", "e@1\ne@1.a record\ne@1.a.x int\ne@1.b int\n")]
    public Task A_field_that_is_gone_is_reported_once(string source, string shipped) => new ContractTest(source, shipped).RunAsync();

    [Fact]
    public async Task The_message_says_how_to_keep_a_field_and_how_to_give_it_up()
    {
        var message = Assert.Single(await new ContractTest("""
            [Event("e")] public partial record {|OPSM2002:E|}(int B);
            """, "e@1\ne@1.a int?\ne@1.b int\n").MessagesAsync());
        Assert.Equal(
            "'e@1.a int?' has shipped, and no field reads that name any more; keep it in the Aliases of [Field], or say *REMOVED* in "
                + "Events.Unshipped.txt",
            message);
    }

    [Fact]
    public async Task The_fix_gives_a_field_up()
    {
        const string Source = """[Event("e")] public partial record {|OPSM2002:E|}(int B);""";
        Assert.Equal("*REMOVED* e@1.a int\n", await new ContractTest(Source, "e@1\ne@1.a int\ne@1.b int\n", "").FixAsync());
    }

    [SampledTheory]
    [InlineData("""record {|OPSM2002:E|}(int {|OPSM2003:B|});""", """record E([Field("b", Aliases = ["a"])] int B);""")]
    [InlineData("""record {|OPSM2002:E|}(int C, /* new */ long {|OPSM2003:B|});""", """
        record E(int C, /* new */ [Field("b", Aliases = ["a"])] long B);
        """, "e@1.c int\n")]
    [InlineData("""record {|OPSM2002:E|}([Field("x")] int {|OPSM2003:B|});""", """record E([Field("x", Aliases = ["a"])] int B);""")]
    [InlineData("""
        record {|OPSM2002:E|}([Field("x", Aliases = ["y"])] int {|OPSM2003:B|});
        """, """record E([Field("x", Aliases = ["y", "a"])] int B);""")]
    [InlineData("""record {|OPSM2002:E|}([Tag("b")] int {|OPSM2003:B|});""", """
        record E([Field("b", Aliases = ["a"])] [Tag("b")] int B);
        """, "e@1 tag b\n")]
    [InlineData("""record {|OPSM2002:E|}(string C) { public required int {|OPSM2003:B|} { get; init; } }""", """
        record E(string C) { [Field("b", Aliases = ["a"])] public required int B { get; init; } }
        """, "e@1.c string\n")]
    public async Task The_fix_keeps_the_name_of_the_one_field_that_may_have_come_in_its_place(
        string source, string expected, string otherLines = "")
    {
        const string Partial = """[Event("e")] public partial """;
        Assert.Equal(Partial + expected, await new ContractTest(Partial + source, "e@1\ne@1.a int\n" + otherLines).RenameAsync());
    }

    [Fact]
    public async Task The_message_names_what_may_have_come_in_its_place()
    {
        var messages = await new ContractTest("""
            [Event("e")] public partial record {|OPSM2002:E|}(int {|OPSM2003:B|});
            """, "e@1\ne@1.a int\n").MessagesAsync();
        Assert.Equal(
            "'e@1.a int' has shipped, and no field reads that name any more; if 'E.B' has come in its place, keep the name in the "
                + "Aliases of its [Field]; else say *REMOVED* in Events.Unshipped.txt",
            messages[0]);
    }

    [SampledTheory]
    [InlineData("""record {|OPSM2002:E|}(string {|OPSM2003:B|});""")]
    [InlineData("""record {|OPSM2002:E|}(int {|OPSM2003:B|}, int {|OPSM2003:C|});""")]
    [InlineData("""record {|OPSM2002:E|}([Field("x", Aliases = new[] { "y" })] int {|OPSM2003:B|});""")]
    [InlineData("""record {|OPSM2002:E|}([Field("x", Aliases = [])] int {|OPSM2003:B|});""")]
    public async Task Where_it_is_not_clear_no_alias_is_offered(string source) =>
        Assert.False(
            await new ContractTest("""[Event("e")] public partial """ + source, "e@1\ne@1.a int\n").HasFixAsync(new FieldAliasFix()));

    [SampledTheory]
    [InlineData("""[Event("e")] public partial record E([Field("b", Aliases = ["a"])] int B);""", "e@1\ne@1.a int\n", "e@1.b int\n")]
    [InlineData("""
        [Event("e", Version = 2)] public partial record E(int B) { static E Upcast(E1 old) => new(old.A); }
        [Event("e")] public partial record E1(int A);
        """, "e@1\ne@1.a int\n", "e@2\ne@2.b int\n")]
    [InlineData("""[Event("f", Aliases = ["e"])] public partial record F(int A);""", "e@1\ne@1.a int\n", "f@1\nf@1.a int\n")]
    [InlineData("""[Event("e", Version = 2)] public partial record E(int A);""", "e@1\ne@1.a int\n", "e@2\ne@2.a int\n")]
    [InlineData(
        """[Event("e")] public partial record E(int B);""", "e@1\ne@1.a record\ne@1.a.x int\ne@1.b int\n", "*REMOVED* e@1.a record\n")]
    [InlineData("""[Event("f")] public partial record F(int A);""", "e@1\ne@1.a int\n", "*REMOVED* e@1\nf@1\nf@1.a int\n")]
    public Task What_an_alias_or_an_older_version_keeps_or_what_is_given_up_is_not_reported(
        string source, string shipped, string unshipped) =>
        new ContractTest(source, shipped, unshipped).RunAsync();

    [SampledTheory]
    [InlineData("string", "int")]
    [InlineData("int", "string")]
    [InlineData("bool", "int")]
    [InlineData("DateTime", "DateTimeOffset")]
    [InlineData("int", "int[]")]
    [InlineData("Dictionary<string, int>", "int[]")]
    [InlineData("int[]", "{string: int}")]
    [InlineData("L", "int")]
    [InlineData("int", "record")]
    [InlineData("byte[]", "byte[]")]
    [InlineData("int", "enum")]
    [InlineData("L", "cases($type)")]
    [InlineData("M", "record")]
    [InlineData("int", "string?")]
    [InlineData("int", "converted")]
    public async Task A_field_of_another_type_is_reported(string today, string shipped)
    {
        var source = $$"""
            public record L();
            [JsonDerivedType(typeof(N), "n")] public abstract record M;
            public record N : M;
            [Event("e")] public partial record E({{today}} {|OPSM2002:A|});
            """;
        Assert.False(await new ContractTest(source, $"e@1\ne@1.a {shipped}\n").HasFixAsync());
    }

    [Fact]
    public async Task An_event_that_is_gone_is_reported_at_its_first_line_and_given_up_as_a_whole()
    {
        const string Shipped = "{|OPSM2002:e@1|}\ne@1.a int\n";
        Assert.Equal("*REMOVED* e@1\n", await new ContractTest("", Shipped, "").FixAsync());
        Assert.Equal(
            "'e@1' has shipped, and no event has that name any more, or had it; keep it in the Aliases of [Event], or say *REMOVED* in "
                + "Events.Unshipped.txt",
            Assert.Single(await new ContractTest("", Shipped).MessagesAsync()));
    }

    [Fact]
    public async Task An_old_name_that_nothing_has_any_more_is_reported() =>
        Assert.Equal(
            "*REMOVED* d -> e\n",
            await new ContractTest("""[Event("e")] public partial record E(int A);""", "{|OPSM2002:d -> e|}\ne@1\ne@1.a int\n", "")
                .FixAsync());

    [Fact]
    public Task A_version_above_the_newest_is_reported() =>
        new ContractTest("""[Event("e")] public partial record E(int A);""", "e@1\ne@1.a int\n{|OPSM2002:e@2|}\ne@2.b int\n").RunAsync();

    [Fact]
    public Task A_record_that_is_listed_no_more_is_reported() => new ContractTest(
        Payment.Replace("public abstract", """[JsonDerivedType(typeof(Cash), "cash")] public abstract""", StringComparison.Ordinal) + """
            [Event("e")] public partial record E(Pay {|OPSM2002:Pay|});
            """,
        "e@1\ne@1.pay cases($type)\ne@1.pay(card)\ne@1.pay(card).amount int\ne@1.pay(card).digits "
            + "string\ne@1.pay(cash)\ne@1.pay(cash).amount int\n").RunAsync();

    [Fact]
    public Task Records_that_are_listed_are_held_to_what_has_shipped() => new ContractTest(
        Payment.Replace(
            "public abstract",
            """[JsonDerivedType(typeof(Card), "card"), JsonDerivedType(typeof(Cash), 7)] public abstract""",
            StringComparison.Ordinal) + """
            [Event("e")] public partial record E(Pay Pay);
            """,
        "e@1\ne@1.pay cases($type)\ne@1.pay(card)\ne@1.pay(card).amount int\ne@1.pay(card).digits string\ne@1.pay(7)\ne@1.pay(7).amount "
            + "int\n").RunAsync();

    [Fact]
    public Task A_record_that_lists_others_still_reads_what_is_of_itself() => new ContractTest(
        """
            [JsonDerivedType(typeof(Card), "card")] public record Pay(int Amount);
            public record Card(int Amount) : Pay(Amount);
            [Event("e")] public partial record E(Pay Pay);
            """,
        "e@1\ne@1.pay record\ne@1.pay.amount int\n",
        "e@1.pay cases($type)\ne@1.pay()\ne@1.pay().amount int\ne@1.pay(card)\ne@1.pay(card).amount int\n").RunAsync();
}
