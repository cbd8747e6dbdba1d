namespace Opossum.Typed.Analyzers.Tests.Contract;

/// <summary>OPSM2002 to 2006: what has shipped and would not be read as it was stored.</summary>
public class ShippedTests
{
    private const string Payment = """
        public abstract record Pay(int Amount); public record Card(int Amount, string Digits) : Pay(Amount); public record Cash(int Amount) : Pay(Amount);
        """;

    [Theory]
    [InlineData("""[Event("e")] public partial record {|OPSM2002:E|}(int B);""", "e@1\ne@1.a int\ne@1.b int\n")]
    [InlineData("""[Event("e")] public partial record {|OPSM2002:E|}([Field("b", Aliases = ["c"])] int B);""", "e@1\ne@1.b int\ne@1.c int\ne@1.a -> b\n")]
    [InlineData("""public record L(int B); [Event("e")] public partial record E(L {|OPSM2002:Line|});""", "e@1\ne@1.line record\ne@1.line.a int\ne@1.line.b int\n")]
    [InlineData("""[Event("e")] public partial record {|OPSM2002:E|}(int B);""", "e@1\ne@1.a record\ne@1.a.x int\ne@1.b int\n")]
    public Task A_field_that_is_gone_is_reported_once(string source, string shipped) => new ContractTest(source, shipped).RunAsync();

    [Fact]
    public async Task The_message_says_how_to_keep_a_field_and_how_to_give_it_up()
    {
        var message = Assert.Single(await new ContractTest("""[Event("e")] public partial record {|OPSM2002:E|}(int B);""", "e@1\ne@1.a int?\ne@1.b int\n").MessagesAsync());
        Assert.Equal("'e@1.a int?' has shipped, and no field reads that name any more; keep it in the Aliases of [Field], or say *REMOVED* in Events.Unshipped.txt", message);
    }

    [Fact]
    public async Task The_fix_gives_a_field_up()
    {
        const string Source = """[Event("e")] public partial record {|OPSM2002:E|}(int B);""";
        Assert.Equal("*REMOVED* e@1.a int\n", await new ContractTest(Source, "e@1\ne@1.a int\ne@1.b int\n", "").FixAsync());
    }

    [Theory]
    [InlineData("""[Event("e")] public partial record E([Field("b", Aliases = ["a"])] int B);""", "e@1\ne@1.a int\n", "e@1.b int\n")]
    [InlineData("""[Event("e", Version = 2)] public partial record E(int B) { static E Upcast(E1 old) => new(old.A); } [Event("e")] public partial record E1(int A);""", "e@1\ne@1.a int\n", "e@2\ne@2.b int\n")]
    [InlineData("""[Event("f", Aliases = ["e"])] public partial record F(int A);""", "e@1\ne@1.a int\n", "f@1\nf@1.a int\n")]
    [InlineData("""[Event("e", Version = 2)] public partial record E(int A);""", "e@1\ne@1.a int\n", "e@2\ne@2.a int\n")]
    [InlineData("""[Event("e")] public partial record E(int B);""", "e@1\ne@1.a record\ne@1.a.x int\ne@1.b int\n", "*REMOVED* e@1.a record\n")]
    [InlineData("""[Event("f")] public partial record F(int A);""", "e@1\ne@1.a int\n", "*REMOVED* e@1\nf@1\nf@1.a int\n")]
    public Task What_an_alias_or_an_older_version_keeps_or_what_is_given_up_is_not_reported(string source, string shipped, string unshipped) =>
        new ContractTest(source, shipped, unshipped).RunAsync();

    [Theory]
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
    public async Task A_field_of_another_type_is_reported(string today, string shipped)
    {
        var source = $$"""public record L(); [Event("e")] public partial record E({{today}} {|OPSM2002:A|});""";
        Assert.False(await new ContractTest(source, $"e@1\ne@1.a {shipped}\n").HasFixAsync());
    }

    [Fact]
    public async Task An_event_that_is_gone_is_reported_at_its_first_line_and_given_up_as_a_whole()
    {
        const string Shipped = "{|OPSM2002:e@1|}\ne@1.a int\n";
        Assert.Equal("*REMOVED* e@1\n", await new ContractTest("", Shipped, "").FixAsync());
        Assert.Equal(
            "'e@1' has shipped, and no event has that name any more, or had it; keep it in the Aliases of [Event], or say *REMOVED* in Events.Unshipped.txt",
            Assert.Single(await new ContractTest("", Shipped).MessagesAsync()));
    }

    [Fact]
    public async Task An_old_name_that_nothing_has_any_more_is_reported() =>
        Assert.Equal("*REMOVED* d -> e\n", await new ContractTest("""[Event("e")] public partial record E(int A);""", "{|OPSM2002:d -> e|}\ne@1\ne@1.a int\n", "").FixAsync());

    [Fact]
    public Task A_version_above_the_newest_is_reported() => new ContractTest("""[Event("e")] public partial record E(int A);""", "e@1\ne@1.a int\n{|OPSM2002:e@2|}\ne@2.b int\n").RunAsync();

    [Fact]
    public Task A_record_that_is_listed_no_more_is_reported() => new ContractTest(
        Payment.Replace("public abstract", """[JsonDerivedType(typeof(Cash), "cash")] public abstract""", StringComparison.Ordinal) + """[Event("e")] public partial record E(Pay {|OPSM2002:Pay|});""",
        "e@1\ne@1.pay cases($type)\ne@1.pay(card)\ne@1.pay(card).amount int\ne@1.pay(card).digits string\ne@1.pay(cash)\ne@1.pay(cash).amount int\n").RunAsync();

    [Fact]
    public Task Records_that_are_listed_are_held_to_what_has_shipped() => new ContractTest(
        Payment.Replace("public abstract", """[JsonDerivedType(typeof(Card), "card"), JsonDerivedType(typeof(Cash), 7)] public abstract""", StringComparison.Ordinal) + """[Event("e")] public partial record E(Pay Pay);""",
        "e@1\ne@1.pay cases($type)\ne@1.pay(card)\ne@1.pay(card).amount int\ne@1.pay(card).digits string\ne@1.pay(7)\ne@1.pay(7).amount int\n").RunAsync();

    [Fact]
    public Task A_record_that_lists_others_still_reads_what_is_of_itself() => new ContractTest(
        """[JsonDerivedType(typeof(Card), "card")] public record Pay(int Amount); public record Card(int Amount) : Pay(Amount); [Event("e")] public partial record E(Pay Pay);""",
        "e@1\ne@1.pay record\ne@1.pay.amount int\n",
        "e@1.pay cases($type)\ne@1.pay()\ne@1.pay().amount int\ne@1.pay(card)\ne@1.pay(card).amount int\n").RunAsync();

    [Theory]
    [InlineData("""[Event("e")] public partial record E(int A, int {|OPSM2003:B|});""", "e@1\ne@1.a int\n")]
    [InlineData("""[Event("e")] public partial record E(int A, string? {|OPSM2003:B|});""", "e@1\ne@1.a int\n")]
    [InlineData("""[Event("e")] public partial record E(int A) { public required int {|OPSM2003:B|} { get; init; } }""", "e@1\ne@1.a int\n")]
    [InlineData("""public record L(int A, int B); [Event("e")] public partial record E(L {|OPSM2003:Line|});""", "e@1\ne@1.line record\ne@1.line.a int\n")]
    [InlineData("""[Event("e")] public partial record E(int A, int {|OPSM2003:B|});""", "e@1\ne@1.a int\ne@1.b int optional\n")]
    [InlineData("""[Event("f", Aliases = ["e"])] public partial record F(int A, int {|OPSM2003:B|});""", "e@1\ne@1.a int\nf@1\nf@1.a int\nf@1.b int\n")]
    [InlineData("""[Event("e", Version = 2)] public partial record E(int A, int {|OPSM2003:B|});""", "e@1\ne@1.a int\ne@2\ne@2.a int\ne@2.b int\n")]
    public Task A_required_field_that_stored_events_lack_is_reported(string source, string shipped) => new ContractTest(source, shipped).RunAsync();

    [Theory]
    [InlineData("""[Event("e")] public partial record E(int A, int B = 1);""", "e@1\ne@1.a int\n", "e@1.b int optional\n")]
    [InlineData("""[Event("e")] public partial record E(int A) { public int B { get; init; } }""", "e@1\ne@1.a int\n", "e@1.b int optional\n")]
    [InlineData("""[Event("e")] public partial record E(int A, int B);""", "e@1\ne@1.a int\ne@1.b int\n", "")]
    [InlineData("""[Event("e")] public partial record E(int A, int B);""", "", "e@1\ne@1.a int\ne@1.b int\n")]
    [InlineData("""public record L(int B); [Event("e")] public partial record E(int A, L? Line = null);""", "e@1\ne@1.a int\n", "e@1.line record? optional\ne@1.line.b int\n")]
    public Task A_field_with_a_default_or_in_something_new_is_not_reported(string source, string shipped, string unshipped) => new ContractTest(source, shipped, unshipped).RunAsync();

    [Fact]
    public async Task The_message_names_the_field_and_the_event()
    {
        var message = Assert.Single(await new ContractTest("""[Event("e")] public partial record E(int A, int {|OPSM2003:Room|});""", "e@1\ne@1.a int\n").MessagesAsync());
        Assert.Equal("'E.Room' is required, and events of 'e@1' have shipped without the field 'room', so they can't be read; give it a default, or declare a new version with an upcaster", message);
    }

    [Theory]
    [InlineData("""[Event("e")] public partial record E(int {|OPSM2004:A|});""", "e@1\n*REMOVED* e@1.a int\n")]
    [InlineData("""[Event("e")] public partial record E(string {|OPSM2004:A|});""", "e@1\n*REMOVED* e@1.a int\n")]
    [InlineData("""[Event("e")] public partial record E([Field("b", Aliases = ["a"])] int {|OPSM2004:B|});""", "e@1\n*REMOVED* e@1.a int\ne@1.b int\n")]
    [InlineData("""[Event("e")] public partial record {|OPSM2004:E|}(int A);""", "*REMOVED* e@1\n")]
    [InlineData("""[Event("f", Aliases = ["e"])] public partial record {|OPSM2004:F|}(int A);""", "*REMOVED* e@1\nf@1\nf@1.a int\n")]
    [InlineData("""[Event("f", Aliases = ["e"])] public partial record {|OPSM2004:F|}(int A);""", "*REMOVED* e -> f\nf@1\nf@1.a int\n")]
    [InlineData("""[Event("e")] public partial record {|OPSM2004:E|}([Tag("a")] int A);""", "e@1\n*REMOVED* e@1 tag a\ne@1.a int\n")]
    [InlineData("""public enum S { A, B } [Event("e")] public partial record E(S {|OPSM2004:State|});""", "e@1\ne@1.state enum\ne@1.state = A\n*REMOVED* e@1.state = B\n")]
    [InlineData("""public record L(int A, int B); [Event("e")] public partial record E(L {|OPSM2004:Line|});""", "e@1\ne@1.line record\ne@1.line.a int\n*REMOVED* e@1.line.b string\n")]
    public async Task A_name_that_was_given_up_is_not_used_again(string source, string shipped)
    {
        await new ContractTest(source, shipped).RunAsync();
        Assert.False(await new ContractTest(source, shipped, "").HasFixAsync());
    }

    [Theory]
    [InlineData("""[Event("e")] public partial record E(int B);""", "e@1\n*REMOVED* e@1.a int\ne@1.b int\n")]
    [InlineData("""[Event("e", Version = 2)] public partial record E(int A);""", "*REMOVED* e@1\n*REMOVED* e@1.b int\ne@2\ne@2.a int\n")]
    [InlineData("""[Event("e", Version = 2)] public partial record E(int A) { static E Upcast(E1 old) => new(0); } [Event("e")] public partial record E1(int B);""", "e@1\ne@1.b int\n*REMOVED* e@1.a string\ne@2\ne@2.a int\n")]
    public Task Another_name_or_another_version_is_free(string source, string shipped) => new ContractTest(source, shipped).RunAsync();

    [Theory]
    [InlineData("string", "string?")]
    [InlineData("int", "int?")]
    [InlineData("int", "long")]
    [InlineData("int", "uint")]
    [InlineData("uint", "int")]
    [InlineData("ulong", "long")]
    [InlineData("int", "decimal")]
    [InlineData("float", "double")]
    [InlineData("float", "int")]
    [InlineData("double", "decimal")]
    [InlineData("double", "long")]
    [InlineData("decimal", "double")]
    [InlineData("decimal", "Int128")]
    [InlineData("long", "BigInteger")]
    [InlineData("Guid", "string")]
    [InlineData("char", "string")]
    [InlineData("int[]", "long[]")]
    [InlineData("List<int>?", "int?[]?")]
    [InlineData("Dictionary<string, int>", "{string: int?}")]
    [InlineData("Dictionary<int, int>", "{long: int}")]
    public Task Less_than_has_shipped_is_reported(string today, string shipped) =>
        new ContractTest($$"""[Event("e")] public partial record E({{today}} {|OPSM2005:A|});""", $"e@1\ne@1.a {shipped}\n").RunAsync();

    [Theory]
    [InlineData("string?", "string")]
    [InlineData("long", "int")]
    [InlineData("int", "ushort")]
    [InlineData("short", "byte")]
    [InlineData("decimal", "ulong")]
    [InlineData("double", "int")]
    [InlineData("double", "float")]
    [InlineData("float", "short")]
    [InlineData("System.Numerics.BigInteger", "UInt128")]
    [InlineData("string", "Guid")]
    [InlineData("string", "enum")]
    [InlineData("System.Text.Json.JsonElement", "record[]")]
    [InlineData("long?[]", "int[]")]
    [InlineData("Dictionary<string, long?>", "{Guid: int}")]
    public Task More_than_has_shipped_is_no_error(string today, string shipped) =>
        new ContractTest($$"""[Event("e")] public partial record E({{today}} {|OPSM2001:A|});""", $"e@1\ne@1.a {shipped}\n").RunAsync();

    [Theory]
    [InlineData("Half", "Half")]
    [InlineData("List<byte>", "byte[]")]
    [InlineData("byte[]", "bytes")]
    [InlineData("HashSet<int?>", "int?[]")]
    [InlineData("Id", "Guid")]
    [InlineData("IReadOnlyDictionary<Id, List<string>>", "{Guid: string[]}")]
    [InlineData("DateTimeOffset?", "DateTimeOffset?")]
    public Task What_it_is_called_in_code_does_not_matter(string today, string shipped) =>
        new ContractTest($$"""public readonly record struct Id(Guid Value); [Event("e")] public partial record E({{today}} A);""", $"e@1\ne@1.a {shipped}\n").RunAsync();

    [Theory]
    [InlineData("""public enum S { A, C } [Event("e")] public partial record E(S {|OPSM2005:State|});""", "e@1\ne@1.state enum\ne@1.state = A\ne@1.state = B\ne@1.state = C\n")]
    [InlineData("""public enum S { A } [Event("e")] public partial record E(S[] {|OPSM2005:State|});""", "e@1\ne@1.state enum[]\ne@1.state = A\ne@1.state = B\n")]
    [InlineData("""public enum S { A } [Event("e")] public partial record E(Dictionary<S, int> {|OPSM2005:State|});""", "e@1\ne@1.state {enum: int}\ne@1.state key A\ne@1.state key B\n")]
    public async Task A_name_of_an_enum_that_is_gone_is_reported(string source, string shipped) => Assert.False(await new ContractTest(source, shipped).HasFixAsync());

    [Theory]
    [InlineData("""public enum S { C, B = C, A } [Event("e")] public partial record E(S State);""", "e@1\ne@1.state enum\ne@1.state = A\ne@1.state = B\n", "e@1.state = C\n")]
    [InlineData("""public enum S { A, [Obsolete] B } [Event("e")] public partial record E(S State);""", "e@1\ne@1.state enum\ne@1.state = A\ne@1.state = B\n", "")]
    [InlineData("""public enum S { A } [Event("e")] public partial record E(S State);""", "e@1\ne@1.state enum\ne@1.state = A\ne@1.state = B\n", "*REMOVED* e@1.state = B\n")]
    [InlineData("""[Event("e")] public partial record E(string State);""", "e@1\ne@1.state enum\ne@1.state = A\n", "e@1.state string\n")]
    public Task A_name_that_can_still_be_read_is_not_reported(string source, string shipped, string unshipped) => new ContractTest(source, shipped, unshipped).RunAsync();

    [Theory]
    [InlineData("""[Event("e")] public partial record {|OPSM2006:E|}(int A);""")]
    [InlineData("""[Event("e")] public partial record {|OPSM2006:E|}([Tag("b")] int A);""", "e@1 tag b\n")]
    [InlineData("""[Event("f", Aliases = ["e"])] public partial record {|OPSM2006:F|}(int A);""", "f@1\nf@1.a int\n")]
    [InlineData("""[Event("e", Version = 2)] public partial record {|OPSM2006:E|}(int A) { static E Upcast(E1 old) => new(old.A); } [Event("e")] public partial record E1([Tag("a")] int A);""", "e@2\ne@2.a int\n")]
    public async Task A_tag_that_is_gone_is_reported_and_can_be_given_up(string source, string unshipped = "") =>
        Assert.Equal("*REMOVED* e@1 tag a\n" + unshipped, await new ContractTest(source, "e@1\ne@1 tag a\ne@1.a int\n", unshipped).FixAsync());

    [Fact]
    public async Task The_message_says_what_becomes_of_stored_events()
    {
        var message = Assert.Single(await new ContractTest("""[Event("e")] public partial record {|OPSM2006:E|}(int A);""", "e@1\ne@1 tag a\ne@1.a int\n").MessagesAsync());
        Assert.Equal("'e@1 tag a' has shipped, and 'E' has no tag of that key any more: its stored events keep 'a' and leave every boundary and query by what the event has now; keep the key, or say *REMOVED* in Events.Unshipped.txt", message);
    }

    [Theory]
    [InlineData("""[Tag("a")] public readonly partial record struct Id(int Value); [Event("e")] public partial record E(Id A);""")]
    [InlineData("""[Event("e")] public partial record E(int A) { [Tag("a")] public string Key => "x"; }""")]
    public Task A_tag_may_come_from_elsewhere(string source) => new ContractTest(source, "e@1\ne@1 tag a\ne@1.a int\n").RunAsync();
}
