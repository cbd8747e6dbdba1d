using Opossum.Typed.Analyzers.Declarations;
using Opossum.Typed.Analyzers.Tests.Support;
using Opossum.Typed.CodeFixes.Declarations;

namespace Opossum.Typed.Analyzers.Tests.Declarations;

/// <summary>OPSM1023 to 1029: what can't be sealed, hidden or masked.</summary>
public class PersonalMemberTests
{
    private const string Usings = """
        #nullable enable
        using System; using System.Collections.Generic; using System.Text; using Opossum.Typed;
        [Tag("who"), Subject] public readonly partial record struct Who(Guid Value);
        [Tag("club")] public readonly partial record struct Club(int Value);

        """;

    [SampledTheory]
    [InlineData("[Event(\"e\")] public partial record E(Who Who, [Personal] string {|OPSM1023:A|}, [Personal] int {|OPSM1023:B|});")]
    [InlineData("[Event(\"e\")] public partial record E(Who Who) { [Personal] public required string {|OPSM1023:A|} { get; init; } }")]
    [InlineData("[Event(\"e\")] public partial record E(Club Club, [Personal] string? {|OPSM1024:A|});")]
    [InlineData("[Event(\"e\")] public partial record E(Who? Who, [Personal] string? {|OPSM1024:A|});")]
    [InlineData("[Event(\"e\")] public partial record E(List<Who> Who, [Personal] string? {|OPSM1024:A|});")]
    [InlineData("[Event(\"e\")] public partial record E(Who A, Who B, [Personal] string? {|OPSM1024:C|});")]
    [InlineData("[Event(\"e\")] public partial record E(Who A, Who B, [Personal(Of = \"D\")] string? {|OPSM1024:C|});")]
    [InlineData("[Event(\"e\")] public partial record E(Who A, Club B, [Personal(Of = nameof(B))] string? {|OPSM1024:C|});")]
    [InlineData("""
        public record Inner([property: Personal] string? A);
        [Event("e")] public partial record E(Who Who, List<Inner> {|OPSM1024:B|});
        """)]
    [InlineData("""
        [Subject] public readonly record struct Id(Guid Value);
        [Event("e")] public partial record E(Id Who, [Personal] string? {|OPSM1024:A|});
        """)]
    [InlineData("[Event(\"e\")] public partial record E(Who Who, [Personal] Club? {|OPSM1025:A|});")]
    [InlineData("[Event(\"e\")] public partial record E(Who Who, [Personal] List<Club>? {|OPSM1025:A|});")]
    [InlineData("[Event(\"e\")] public partial record E(Who Who) { [Personal] public string? {|OPSM1025:A|} => null; }")]
    [InlineData("[Event(\"e\")] public partial record E(Who Who) { [Personal, Ignore] public string? {|OPSM1025:A|} { get; init; } }")]
    [InlineData("""
        public readonly record struct Name([property: Personal] string Value);
        [Event("e")] public partial record E(Who Who, Name {|OPSM1025:A|});
        """)]
    [InlineData("[Tag(\"t\")] public readonly partial record struct T([property: Personal] string {|OPSM1025:Value|});")]
    [InlineData("""
        public partial record Inner(int A, [property: Personal] Inner2? B, Who Who);
        public partial record Inner2(Who Who, [property: Personal] string? B);
        [Event("e")] public partial record E(Inner {|OPSM1025:A|});
        """)]
    [InlineData("[Event(\"e\")] public partial record E(Who Who, [Personal(Replacement = 1)] string {|OPSM1026:A|});")]
    [InlineData("[Event(\"e\")] public partial record E(Who Who, [Personal(Replacement = 1L)] int {|OPSM1026:A|});")]
    [InlineData("[Event(\"e\")] public partial record E(Who Who, [Personal(Replacement = \"\")] Uri {|OPSM1026:A|});")]
    [InlineData("[Event(\"e\")] public partial record E(Who Who, [Personal(Replacement = (DayOfWeek)9)] DayOfWeek {|OPSM1026:A|});")]
    [InlineData("[Event(\"e\")] public partial record E(Who Who, [Personal(Replacement = double.NaN)] double {|OPSM1026:A|});")]
    [InlineData("[Event(\"$e\")] public partial record {|OPSM1028:E|}(int A);")]
    [InlineData("[Event(\"e\", Aliases = [\"$e\"])] public partial record {|OPSM1028:E|}(int A);")]
    [InlineData("[Event(\"e\")] public partial record E([Field(\"$a\")] int {|OPSM1028:A|});")]
    [InlineData("[Event(\"e\")] public partial record E([Field(\"a\", Aliases = [\"$a\"])] int {|OPSM1028:A|});")]
    [InlineData("public record Inner([Field(\"$sealed\")] int A, int B); [Event(\"e\")] public partial record E(Inner {|OPSM1028:A|});")]
    [InlineData("""
        [System.Text.Json.Serialization.JsonPolymorphic(TypeDiscriminatorPropertyName = "$sealed")]
        [System.Text.Json.Serialization.JsonDerivedType(typeof(Some), "some")]
        public abstract record Any;
        public record Some(int A) : Any;
        [Event("e")] public partial record E(Any {|OPSM1028:A|});
        """)]
    public Task What_can_not_be_sealed_is_reported_at_the_member(string source) =>
        new GeneratedTest<DeclarationAnalyzer>(Usings + source).WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    [SampledTheory]
    [InlineData("""
        [Event("a")] public partial record A(Who Who, [Personal, Tag("email")] string? Email);
        [Event("b")] public partial record {|OPSM1027:B|}([Tag("email")] string Email);
        [Event("c")] public partial record {|OPSM1027:C|}([Tag("mail", Aliases = ["email"])] string Email);
        [Event("d")] public partial record D([Tag("mail")] string Email);
        """)]
    [InlineData("""
        [Event("a")] public partial record {|OPSM1027:A|}(Who Who, [Personal, Tag("email")] string? Email, Inner[] Inner);
        public record Inner([property: Tag("email")] string Email);
        """)]
    [InlineData("""
        [Event("a")] public partial record A(Who Who, [Personal, Tag("club")] int? Number);
        [Event("b")] public partial record {|OPSM1027:B|}(Club Club);
        """)]
    [InlineData("""
        [Event("a", Version = 2)] public partial record A(Who Who, [Personal, Tag("email")] string? Email)
        {
            static A Upcast(A1 old) => new(old.Who, old.Email);
        }
        [Event("a")] public partial record A1(Who Who, [Tag("email")] string Email);
        """)]
    public Task A_tag_that_is_hidden_here_and_plain_there_is_reported_where_it_is_plain(string source) =>
        new GeneratedTest<HiddenElsewhereAnalyzer>(Usings + source).WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    [SampledTheory]
    [InlineData("""
        [Event("e")] public partial record E(Who Who, [Personal] string? A) { public override string {|OPSM1029:ToString|}() => A + ""; }
        """)]
    [InlineData("""
        [Event("e")] public partial record E(Who Who, [Personal] string? A)
        {
            protected virtual bool {|OPSM1029:PrintMembers|}(StringBuilder builder) => true;
        }
        """)]
    [InlineData("""
        [Event("e")] public partial record E(Who Who, List<Inner> Inner);
        public record {|OPSM1029:Inner|}(Who Who, [property: Personal] string? A);
        """)]
    [InlineData("""
        [Event("e")] public partial record E(Who Who, List<Outer.Inner> Inner);
        public static class Outer { public partial record {|OPSM1029:Inner|}(Who Who, [property: Personal] string? A); }
        """)]
    [InlineData("""
        [Event("e")] public partial record E(Who Who, List<Inner> Inner);
        public partial record struct Inner(Who Who, [property: Personal] string? A)
        {
            public override string {|OPSM1029:ToString|}() => "";
        }
        """)]
    [InlineData("""
        [Event("e")] public partial record E(Who Who, [Personal] string? A, List<Inner> Inner, [Personal] Whole? Whole)
        {
            public string ToString(string format) => format;
        }
        public partial record Inner(Who Who, [property: Personal] string? A);
        public record Whole(string A, int B);
        """)]
    public Task What_would_print_personal_members_is_reported(string source) =>
        new GeneratedTest<UnmaskedMemberAnalyzer>(Usings + source).WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task A_record_is_made_partial_so_that_it_is_masked() => new GeneratedFixTest<UnmaskedMemberAnalyzer, ModifierFix>(
        Usings + """
            [Event("e")] public partial record E(Who Who, List<Inner> Inner);
            public sealed record {|OPSM1029:Inner|}(Who Who, [property: Personal] string? A);
            """,
        Usings + """
            [Event("e")] public partial record E(Who Who, List<Inner> Inner);
            public sealed partial record Inner(Who Who, [property: Personal] string? A);
            """).RunAsync(TestContext.Current.CancellationToken);
}
