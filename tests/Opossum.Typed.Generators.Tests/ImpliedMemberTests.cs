using System.Text.RegularExpressions;
using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

/// <summary>The hash of a model follows what its code calls without naming it.</summary>
public partial class ImpliedMemberTests
{
    private const string Source = """
        using System.Linq;
        namespace Campus;
        [Tag("course")] public readonly partial record struct CourseId(Guid Value);
        [Event("defined")] public partial record Defined(CourseId Course, int Seats);
        [DecisionModel]
        public partial record struct Room(CourseId Course)
        {
            public int Seats { get; private set; }
            void On(Defined e) => Seats += CALL;
        }
        public readonly struct Pair(int a)
        {
            private readonly int _a = a;
            public void Deconstruct(out int one, out int two) => (one, two) = (_a + 1, _a);
            public int Length => _a + 11;
            public int this[int i] => i + 12;
            public Pair Slice(int from, int length) => new(from + 13);
            public Pair Select(System.Func<int, int> next) => new(next(_a) + 14);
            public Numbers.Walk GetEnumerator() => new(15);
            public static implicit operator int(Pair pair) => 16;
            public void Dispose() => _ = 17;
        }
        public class Numbers : System.Collections.IEnumerable
        {
            public int Sum;
            public void Add(int each) => Sum += each + 18;
            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => throw new System.NotSupportedException();
            public struct Walk(int n) { private int _n = n; public bool MoveNext() => _n-- > 19; public int Current => 20; }
        }
        public record Copy(int N) { public Copy(Copy other) => N = other.N + 21; }
        """;

    [Theory]
    [InlineData("e is { Seats: 1 } && new Pair(1) is (1, var b) ? b : 0", "_a + 1,")]
    [InlineData("Twice(() => { var (a, b) = new Pair(1); return a; })", "_a + 1,")]
    [InlineData("Twice(() => { var sum = 0; foreach (var (a, b) in new[] { new Pair(1) }) sum += a; return sum; })", "_a + 1,")]
    [InlineData("new Pair(1) is [_, .. var rest] ? rest.GetHashCode() : 0", "_a + 11")]
    [InlineData("new Pair(1) is [3, ..] ? 1 : 0", "i + 12")]
    [InlineData("new Pair(1) is [_, .. var rest] ? rest.GetHashCode() : 0", "from + 13")]
    [InlineData("new Pair(1)[^1]", "_a + 11")]
    [InlineData("new Pair(1)[1..].GetHashCode()", "from + 13")]
    [InlineData("(from each in new Pair(1) select each).GetHashCode()", "+ 14")]
    [InlineData("Twice(() => { var sum = 0; foreach (var a in new Pair(1)) sum += a; return sum; })", "> 19")]
    [InlineData("Twice(() => { var sum = 0; foreach (var a in new Pair(1)) sum += a; return sum; })", "Current => 20")]
    [InlineData("new Pair(1)", "int(Pair pair) => 16")]
    [InlineData("new Numbers { 1 }.Sum", "each + 18")]
    [InlineData("(new Copy(1) with { N = 2 }).N", "other.N + 21")]
    public void A_change_of_what_is_called_makes_another_hash(string call, string text)
    {
        Assert.Contains(text, Source, StringComparison.Ordinal);
        var changed = Source.Replace(text, Changed(text), StringComparison.Ordinal);
        Assert.NotEqual(HashOf(Source, call), HashOf(changed, call));
        Assert.Equal(HashOf(Source, "1"), HashOf(changed, "1"));
    }

    private static string Changed(string text) => Digits().Replace(text, "99");

    private static string HashOf(string source, string call)
    {
        var text = source.Replace("CALL;", call + ";\n    static int Twice(Func<int> of) => of();", StringComparison.Ordinal);
        return Logic().Match(Generation.Of(text).Files["Campus.Room.DecisionModel.g.cs"]).Groups[1].Value;
    }

    [GeneratedRegex("\\d+")]
    private static partial Regex Digits();

    [GeneratedRegex("Logic = \"([0-9a-f]{16})\"")]
    private static partial Regex Logic();
}
