using Opossum.Typed.Analyzers.Declarations;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.Declarations;

/// <summary>
/// OPSM1001, 1002, 1003, 1007, 1008 and 1010 at their places. That they speak exactly where nothing is generated is for
/// <c>RefusalReportTests</c> to say, beside the generator.
/// </summary>
public class DeclarationTests
{
    private const string Usings = "using System; using System.Collections.Generic; using Opossum.Typed;\n";

    [SampledTheory]
    [InlineData("""[Event("e")] public record {|OPSM1001:E|}(int A);""")]
    [InlineData("""public class Outer { [Event("e")] public partial record {|OPSM1001:E|}(int A); }""")]
    [InlineData("""[Tag("t")] public readonly record struct {|OPSM1001:T|}(Guid Value);""")]
    [InlineData("""[EventModel] public static class {|OPSM1001:Model1|};""")]
    public Task What_is_not_partial_or_inside_what_is_not_is_reported(string source) => Reports(source);

    [SampledTheory]
    [InlineData("""[Event("e")] public partial record {|OPSM1002:E|}<T>(T A);""")]
    [InlineData("""public partial class Outer<T> { [Event("e")] public partial record {|OPSM1002:E|}(int A); }""")]
    [InlineData("""[Event("e")] public abstract partial record {|OPSM1002:E|}(int A);""")]
    [InlineData("""public record Base<T>; [Event("e")] public partial record {|OPSM1002:E|}(int A) : Base<int>;""")]
    [InlineData("""[Event("e")] file partial record {|OPSM1002:E|}(int A);""")]
    [InlineData("""public partial class Outer { [Event("e")] private partial record {|OPSM1002:E|}(int A); }""")]
    [InlineData("""[Event("e")] public partial class {|OPSM1002:E|} { }""")]
    [InlineData("""[Obsolete("gone", true), Event("e")] public partial record {|OPSM1002:E|}(int A);""")]
    [InlineData("""[Event("")] public partial record {|OPSM1002:E|}(int A);""")]
    [InlineData("""[Tag("t")] public partial record struct {|OPSM1002:T|}(Guid Value);""")]
    [InlineData("""[EventModel] public partial class {|OPSM1002:M|};""")]
    [InlineData("""[EventModel] public static partial class {|OPSM1002:M|} { public static int Model => 1; }""")]
    [InlineData("""[EventModel(typeof(string))] public static partial class {|OPSM1002:M|};""")]
    public Task What_has_a_form_that_cannot_be_completed_is_reported(string source) => Reports(source);

    [SampledTheory]
    [InlineData("""[Event("e")] public partial record E(object {|OPSM1003:A|});""")]
    [InlineData("""[Event("e")] public partial record E(List<Action> {|OPSM1003:A|});""")]
    [InlineData("""public record Inner(object Value); [Event("e")] public partial record E(int A, List<Inner> {|OPSM1003:B|});""")]
    [InlineData("""
        public record Shape<T>(T A);
        public record Round(int A) : Shape<int>(A);
        [Event("e")] public partial record E(Round {|OPSM1003:A|});
        """)]
    [InlineData("""[Event("e")] public partial record E(Dictionary<double, int> {|OPSM1003:A|});""")]
    [InlineData("""public readonly record struct Id(Guid Value); [Event("e")] public partial record E(SortedSet<Id> {|OPSM1003:A|});""")]
    public Task A_member_without_a_codec_is_reported_at_the_events_own_member(string source) => Reports(source);

    [SampledTheory]
    [InlineData("""[Event("e")] public partial record E(int Name, int {|OPSM1007:name|});""")]
    [InlineData("""[Event("e")] public partial record E(int UserID, int {|OPSM1007:UserId|});""")]
    [InlineData("""public record Inner(int A, int a); [Event("e")] public partial record E(Inner {|OPSM1007:B|});""")]
    public Task Members_that_are_one_field_are_reported(string source) => Reports(source);

    [SampledTheory]
    [InlineData("""[Event("e")] public partial record E(int A) { public int {|OPSM1008:B|} { get; private set; } }""")]
    [InlineData("""[Event("e")] public partial record E(int {|OPSM1008:A|}) { internal int A { get; } = A; }""")]
    [InlineData("""[Event("e")] public partial record E(in int {|OPSM1008:A|});""")]
    [InlineData("""
        public record Inner(int A) { public int B { get; private set; } }
        [Event("e")] public partial record E(Inner {|OPSM1008:C|});
        """)]
    [InlineData("""[Event("e")] public partial record E(int A) { private int {|OPSM1008:_b|}; public int Touch() => _b++; }""")]
    [InlineData("""[Event("e")] public partial record E(int A) { public List<int> {|OPSM1008:B|} { get; } = []; }""")]
    [InlineData("""[Event("e")] public partial record E(int A) { public event Action? {|OPSM1008:B|}; public void M() => B?.Invoke(); }""")]
    [InlineData("""
        public record Base { public virtual int A { get; init; } }
        [Event("e")] public partial record E : Base { public override int {|OPSM1008:A|} => 1; }
        """)]
    [InlineData("""[Event("e")] public partial record E(int A) { [Ignore] public required int {|OPSM1008:B|} { get; init; } }""")]
    [InlineData("""
        public record Base { public int A { get; set; } }
        [Event("e")] public partial record {|OPSM1008:E|} : Base { public new int A { get; set; } }
        """)]
    public Task State_that_the_constructor_does_not_hold_is_reported(string source) => Reports(source);

    [SampledTheory]
    [InlineData("""[Event("e")] public partial record E([Tag("a")] decimal {|OPSM1010:A|});""")]
    [InlineData("""[Event("e")] public partial record E([Tag("a:b")] string {|OPSM1010:A|});""")]
    [InlineData("""[Event("e")] public partial record E([Tag("a")] [property: Tag("b")] string {|OPSM1010:A|});""")]
    [InlineData("""[Event("e")] public partial record E(int A) { [Tag("a")] public static string {|OPSM1010:B|} => ""; }""")]
    [InlineData("""[Tag("t")] public readonly partial record struct {|OPSM1010:T|}(Guid A, Guid B);""")]
    [InlineData("""[Tag("t")] public readonly partial record struct T(double {|OPSM1010:Value|});""")]
    public Task A_tag_without_a_stable_text_is_reported(string source) => Reports(source);

    [SampledTheory]
    [InlineData("""[Event("e")] public partial record E(int A);""")]
    [InlineData("""public partial class Outer { [Event("e")] internal partial record E(int A); }""")]
    [InlineData("""
        public interface IFamily : IEvent;
        [Event("e")] public partial record E(int A)
        {
            [Ignore] private int _b;
            public int Twice => A * 2;
            public int Touch() => _b++;
        }
        """)]
    [InlineData("""public record Inner(int Value); [Event("e")] public partial record E(IReadOnlyList<Inner> A, int? B = null);""")]
    [InlineData("""
        [Tag("t")] public readonly partial record struct T(Guid Value);
        [Event("e")] public partial record E(T A, [Tag("b", MaxLength = 9)] string B);
        """)]
    [InlineData("""
        public abstract record Base(int A) { public string? B { get; init; } }
        [Event("e")] public partial record E(int A) : Base(A);
        """)]
    [InlineData("""
        [Event("e")] public partial record E
        {
            public int A { get; }
            [EventConstructor] private E(int a) => A = a;
            [Ignore] public object? B { get; set; }
        }
        """)]
    [InlineData("""[Obsolete("retired"), Event("e")] public partial record E(int A);""")]
    [InlineData("""[EventModel] public static partial class M;""")]
    [InlineData("""public record NoEvent(object A) { public int B { get; set; } }""")]
    public Task What_can_be_generated_is_not_reported(string source) => Reports(source);

    private static Task Reports(string source) =>
        new RuleTest<DeclarationAnalyzer>(Usings + source).WithLibrary().RunAsync(TestContext.Current.CancellationToken);
}
