using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

/// <summary>Which edits make a read model another one, whose table is folded again, and which do not.</summary>
public partial class LogicHashTests
{
    private const string Model = """
        namespace Campus;
        [Tag("course")] public readonly partial record struct CourseId(Guid Value);
        [Event("defined")] public partial record Defined(CourseId Course, string Title, int Capacity);
        [Event("subscribed")] public partial record Subscribed(CourseId Course, int Seats);
        [ReadModel("cards")] public partial record Card([Key] CourseId Course, string Title, int Taken = 0, Money Price = default)
        {
            public bool IsFull => Taken > 10 && !Limits.IsOpen;
            static Card On(Defined e) => new(e.Course, Titles.Clean(e.Title) + "x", e.Capacity - 1, new Fee(3).Sum + 2m);
            Card On(Subscribed e) => Take(e.Seats + 1);
            private Card Take(int n)
            {
                foreach (var each in new Steps(4)) n += each;
                return this with { Taken = Taken * 2 + n - Limits.Of(Kind.Second) };
            }
        }
        """;

    private const string Reached = """
        namespace Campus;
        public static class Titles
        {
            public static string Clean(string text) => text.Length > 5 ? Rest.Cut(text, 7) : Default + "none";
            private static readonly string Default = "nothing";
        }
        public static class Rest { public static string Cut(this string text, int length) => text[..(length - 1)] + Mark;
        private const string Mark = "*"; }
        public static class Limits
        {
            public static bool IsOpen { get; } = 1 > 2;
            public static int Of(Kind kind) => kind == Kind.Second ? 3 + 4 : new Second().Number;
        }
        public enum Kind { First, Second = 5 }
        public abstract class Base { public abstract int Number { get; } }
        public class Second : Base { public override int Number => 8 - 3; }
        public readonly record struct Money(decimal Amount)
        {
            public static Money operator +(Money left, decimal right) => new(left.Amount * 2m + right);
            public static implicit operator Money(decimal amount) => new(amount + 1m);
        }
        public class Fee(int factor)
        {
            private readonly int _first = factor * 3;
            private readonly int _second = factor + 4;
            public Money Sum => _first - _second;
        }
        public class Steps(int count)
        {
            public IEnumerator<int> GetEnumerator() { yield return count + 6; }
        }
        """;

    private const string Unreached = """
        namespace Campus;
        public static class Others { public static int Number => 1 + 2; public static string Text() => "text"; }
        """;

    private static readonly string Before = HashOf(Model, Reached, Unreached);

    /// <summary>Each token of the model and of what it reaches that stands for a value or does something with one.</summary>
    [Fact]
    public void An_edit_of_any_token_makes_another_hash()
    {
        string[] files = [Model, Reached];
        var edits = files.SelectMany(static (text, file) => Tokens(text).Where(IsInCode).Select(token => (file, token)))
            .SelectMany(static each => Others(each.token).Select(other => (each.file, each.token.Span, other)))
            .ToArray();
        Assert.InRange(edits.Length, 50, 200);
        foreach (var (file, span, other) in Sample(edits))
        {
            string[] edited = [.. files];
            edited[file] = $"{files[file][..span.Start]}{other}{files[file][span.End..]}";
            Assert.True(HashOf([.. edited, Unreached]) != Before,
            $"{files[file][span.Start..span.End]} → {other} at {span.Start} of {file}");
        }
    }

    [Fact]
    public void Comments_and_white_space_make_no_other()
    {
        var random = new Random(Tier.Seed);
        for (var i = 0; i < Tier.Share(quick: 6, full: 40, @long: 100); i++)
        {
            string[] files = [Model, Reached, Unreached];
            var file = random.Next(files.Length);
            var tokens = Tokens(files[file]).ToArray();
            var place = tokens[random.Next(1, tokens.Length)].SpanStart;
            string[] blanks = [" ", "\n", "/* note */", " // note\n", "\n/// <summary>Note.</summary>\n", "\n#region A\n#endregion\n"];
            files[file] = files[file].Insert(place, blanks[random.Next(blanks.Length)]);
            Assert.Equal(Before, HashOf(files));
        }
    }

    [Fact]
    public void The_order_of_members_makes_no_other()
    {
        var random = new Random(Tier.Seed);
        for (var i = 0; i < Tier.Size(quick: 4, full: 30); i++)
            Assert.Equal(Before, HashOf(Shuffle(Model, random), Shuffle(Reached, random), Unreached));
    }

    [Fact]
    public void The_order_of_fields_with_initializers_makes_another()
    {
        var swapped = Reached.Replace("_first = factor * 3", "_third", StringComparison.Ordinal)
            .Replace("_second = factor + 4", "_first = factor * 3", StringComparison.Ordinal)
            .Replace("_third", "_second = factor + 4", StringComparison.Ordinal);
        Assert.NotEqual(Before, HashOf(Model, swapped, Unreached));
    }

    [Theory]
    [InlineData("using System.Text;\nusing System.IO;\n", true)]
    [InlineData("using Titles = Campus.Others2;\n", false)]
    public void A_using_line_makes_another_only_if_a_name_means_another_thing(string line, bool isSame)
    {
        const string Second = "namespace Campus { public static class Others2 { public static string Clean(string text) => text; } }";
        var model = Model.Replace("namespace Campus;", "namespace Campus;\n" + line, StringComparison.Ordinal)
            .Replace("Titles.Clean(", "Titles.Clean(", StringComparison.Ordinal);
        var reached = isSame ? Reached : Reached.Replace("class Titles", "class Titles2", StringComparison.Ordinal);
        Assert.Equal(isSame, HashOf(model, reached, Unreached, Second) == Before);
    }

    [Theory]
    [InlineData("\"cards\"", "\"all_cards\"")]
    [InlineData("\"cards\"", "\"cards\", Revision = 2")]
    [InlineData("record Card(", "record Card (")]
    public void The_name_and_the_revision_are_compared_apart(string text, string other) =>
        Assert.Equal(Before, HashOf(Model.Replace(text, other, StringComparison.Ordinal), Reached, Unreached));

    [Fact]
    public void What_is_not_reached_makes_no_other() =>
        Assert.Equal(Before, HashOf(Model, Reached, Unreached.Replace("1 + 2", "3 - 4", StringComparison.Ordinal)));

    private static string HashOf(params string[] sources)
    {
        var file = Generation.Of(sources).Files["Campus.Card.ReadModel.g.cs"];
        return Logic().Match(file).Groups[1].Value;
    }

    private static IEnumerable<T> Sample<T>(T[] all) => Tier.IsFull ? all : all.Where(static (_, i) => i % 8 == 0);

    private static IEnumerable<SyntaxToken> Tokens(string text) => CSharpSyntaxTree.ParseText(text).GetRoot().DescendantTokens();

    /// <summary>What events and tags are, their contract says; an attribute of them is no logic.</summary>
    private static bool IsInCode(SyntaxToken token) => !token.Parent!.AncestorsAndSelf().Any(static node =>
        node is AttributeSyntax || node is RecordDeclarationSyntax { Identifier.ValueText: "Defined" or "Subscribed" });

    private static IEnumerable<string> Others(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.NumericLiteralToken => [token.Text.EndsWith('m') ? "97m" : "97"],
        SyntaxKind.StringLiteralToken => ["\"other\""],
        SyntaxKind.PlusToken when token.Parent is BinaryExpressionSyntax => ["-", "*"],
        SyntaxKind.MinusToken when token.Parent is BinaryExpressionSyntax => ["+", "/"],
        SyntaxKind.AsteriskToken when token.Parent is BinaryExpressionSyntax => ["+"],
        SyntaxKind.GreaterThanToken when token.Parent is BinaryExpressionSyntax => ["<", ">="],
        SyntaxKind.PlusEqualsToken => ["-="],
        SyntaxKind.ExclamationToken => ["!!"],
        SyntaxKind.EqualsEqualsToken => ["!="],
        _ => [],
    };

    private static string Shuffle(string text, Random random)
    {
        var root = CSharpSyntaxTree.ParseText(text).GetRoot();
        var types = root.DescendantNodes().OfType<TypeDeclarationSyntax>().Where(static type => type.Members.Count > 1);
        return root.ReplaceNodes(types, (_, type) =>
        {
            var moved = type.Members.Where(static each => !IsInitialized(each)).ToArray();
            random.Shuffle(moved);
            var next = 0;
            return type.WithMembers([.. type.Members.Select(each => IsInitialized(each) ? each : moved[next++])]);
        }).ToFullString();
    }

    private static bool IsInitialized(MemberDeclarationSyntax member) => member.DescendantNodes().OfType<EqualsValueClauseSyntax>()
        .Any(static each => each.Parent is PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax });

    [GeneratedRegex("Logic = \"([0-9a-f]{16})\"")]
    private static partial Regex Logic();
}
