using System.Text.RegularExpressions;
using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

/// <summary>Which edits keep rows readable that the model has made before, so that they are read while they are made again.</summary>
public partial class LayoutHashTests
{
    private const string Model = """
        namespace Campus;
        [Tag("course")] public readonly partial record struct CourseId(Guid Value);
        [Event("defined")] public partial record Defined(CourseId Course, string Title, int Capacity);
        [Event("renamed")] public partial record Renamed(CourseId Course, string Title);
        [ReadModel("cards")] public partial record Card([Key] CourseId Course, string Title, Kind Kind, Details More, int Taken = 0)
        {
            [Index] public bool IsFull => Taken > 10;
            static Card On(Defined e) => new(e.Course, e.Title, Kind.First, new(e.Capacity));
        }
        public enum Kind { First, Second }
        public sealed record Details(int Number);
        """;

    private static readonly (string Logic, string Layout) Before = HashesOf(Model);

    [Theory]
    [InlineData("e.Title, Kind.First", "e.Title + e.Title, Kind.First")]
    [InlineData("Taken > 10", "Taken > 11")]
    [InlineData("[Index] public", "public")]
    [InlineData("static Card On(", "Card On(Renamed e) => this with { Title = e.Title }; static Card On(")]
    [InlineData("int Taken = 0", "int Taken = 1")]
    public void Other_logic_can_read_them(string text, string other)
    {
        var (logic, layout) = HashesOf(Model.Replace(text, other, StringComparison.Ordinal));
        Assert.NotEqual(Before.Logic, logic);
        Assert.Equal(Before.Layout, layout);
    }

    [Theory]
    [InlineData("string Title, Kind Kind", "string? Title, Kind Kind")]
    [InlineData("enum Kind { First", "enum Kind { Zeroth, First")]
    [InlineData("Details(int Number)", "Details(int Number, int Other = 0)")]
    [InlineData("CourseId(Guid Value)", "CourseId(string Value)")]
    [InlineData("int Taken = 0", "long Taken = 0")]
    [InlineData("int Taken = 0", "int Taken = 0, int Left = 0")]
    public void Other_columns_or_other_types_of_them_can_not(string text, string other)
    {
        var (logic, layout) = HashesOf(Model.Replace(text, other, StringComparison.Ordinal));
        Assert.NotEqual(Before.Logic, logic);
        Assert.NotEqual(Before.Layout, layout);
    }

    [Theory]
    [InlineData("[Converter(typeof(C))] public sealed record Price(int Cents);", "")]
    [InlineData("public sealed record Price(int Cents);", "[Converter(typeof(C))] ")]
    public void The_code_of_a_converter_counts(string type, string mark)
    {
        var source = $$"""
            namespace Campus;
            [Event("defined")] public partial record Defined(string Title);
            [ReadModel("cards")] public partial record Card([Key] string Title, {{mark}}Price? Price)
            {
                static string KeyOf(Defined e) => e.Title;
                static Card On(Defined e) => new(e.Title, null);
            }
            {{type}}
            public sealed class C : Opossum.Typed.Json.IEventConverter<Price>
            {
                public static bool TryWrite(Price value, Span<byte> utf8, out int written)
                {
                    written = 1;
                    utf8[0] = (byte)'1';
                    return true;
                }
                public static Price Read(ReadOnlySpan<byte> utf8) => new(utf8.Length + 5);
            }
            """;
        Assert.NotEqual(HashesOf(source).Layout, HashesOf(source.Replace("+ 5", "+ 6", StringComparison.Ordinal)).Layout);
    }

    private static (string Logic, string Layout) HashesOf(string source)
    {
        var file = Generation.Of(source).Files["Campus.Card.ReadModel.g.cs"];
        return (Logic().Match(file).Groups[1].Value, Layout().Match(file).Groups[1].Value);
    }

    [GeneratedRegex("Logic = \"([0-9a-f]{16})\"")]
    private static partial Regex Logic();

    [GeneratedRegex("Layout = \"([0-9a-f]{16})\"")]
    private static partial Regex Layout();
}
