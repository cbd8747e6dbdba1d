namespace Opossum.Typed.Analyzers.Tests.Contract;

/// <summary>OPSM2005: fields that take less than they did.</summary>
public class ShippedValuesTests
{
    [SampledTheory]
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

    [Fact]
    public Task An_enum_in_the_place_of_a_number_reads_the_numbers_of_its_names_alone() =>
        new ContractTest("""
            public enum K { X }
            [Event("e")] public partial record E(K {|OPSM2005:A|});
            """, "e@1\ne@1.a int\n", "e@1.a = X\n").RunAsync();

    [Fact]
    public Task What_a_record_holds_of_its_own_type_has_no_lines_inside() =>
        new ContractTest("""
            public record Node(string Name, Node[] Children);
            [Event("e")] public partial record E(Node A);
            """, "e@1\ne@1.a record\ne@1.a.children record[]\ne@1.a.name string\n").RunAsync();

    [Fact]
    public Task The_elements_of_a_tuple_are_lines_by_their_names() =>
        new ContractTest("""
            [Event("e")] public partial record E((int X, string) A);
            """, "e@1\ne@1.a record\ne@1.a.item2 string\ne@1.a.x int\n").RunAsync();

    [SampledTheory]
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
    [InlineData("System.Text.Json.JsonElement", "converted")]
    [InlineData("long?[]", "int[]")]
    [InlineData("Dictionary<string, long?>", "{Guid: int}")]
    public Task More_than_has_shipped_is_no_error(string today, string shipped) =>
        new ContractTest($$"""[Event("e")] public partial record E({{today}} {|OPSM2001:A|});""", $"e@1\ne@1.a {shipped}\n").RunAsync();

    [SampledTheory]
    [InlineData("Half", "Half")]
    [InlineData("List<byte>", "byte[]")]
    [InlineData("byte[]", "bytes")]
    [InlineData("ReadOnlyMemory<byte>", "bytes")]
    [InlineData("IReadOnlyCollection<string>", "string[]")]
    [InlineData("HashSet<int?>", "int?[]")]
    [InlineData("Id", "Guid")]
    [InlineData("IReadOnlyDictionary<Id, List<string>>", "{Guid: string[]}")]
    [InlineData("DateTimeOffset?", "DateTimeOffset?")]
    public Task What_it_is_called_in_code_does_not_matter(string today, string shipped) =>
        new ContractTest($$"""
            public readonly record struct Id(Guid Value);
            [Event("e")] public partial record E({{today}} A);
            """, $"e@1\ne@1.a {shipped}\n").RunAsync();

    [SampledTheory]
    [InlineData("""
        public enum S { A, C }
        [Event("e")] public partial record E(S {|OPSM2005:State|});
        """, "e@1\ne@1.state enum\ne@1.state = A\ne@1.state = B\ne@1.state = C\n")]
    [InlineData("""
        public enum S { A }
        [Event("e")] public partial record E(S[] {|OPSM2005:State|});
        """, "e@1\ne@1.state enum[]\ne@1.state = A\ne@1.state = B\n")]
    [InlineData("""
        public enum S { A }
        [Event("e")] public partial record E(Dictionary<S, int> {|OPSM2005:State|});
        """, "e@1\ne@1.state {enum: int}\ne@1.state key A\ne@1.state key B\n")]
    public async Task A_name_of_an_enum_that_is_gone_is_reported(string source, string shipped) =>
        Assert.False(await new ContractTest(source, shipped).HasFixAsync());

    [SampledTheory]
    [InlineData("""
        public enum S { C, B = C, A }
        [Event("e")] public partial record E(S State);
        """, "e@1\ne@1.state enum\ne@1.state = A\ne@1.state = B\n", "e@1.state = C\n")]
    [InlineData("""
        public enum S { A, [Obsolete] B }
        [Event("e")] public partial record E(S State);
        """, "e@1\ne@1.state enum\ne@1.state = A\ne@1.state = B\n", "")]
    [InlineData("""
        public enum S { A }
        [Event("e")] public partial record E(S State);
        """, "e@1\ne@1.state enum\ne@1.state = A\ne@1.state = B\n", "*REMOVED* e@1.state = B\n")]
    [InlineData("""[Event("e")] public partial record E(string State);""", "e@1\ne@1.state enum\ne@1.state = A\n", "e@1.state string\n")]
    public Task A_name_that_can_still_be_read_is_not_reported(string source, string shipped, string unshipped) =>
        new ContractTest(source, shipped, unshipped).RunAsync();
}
