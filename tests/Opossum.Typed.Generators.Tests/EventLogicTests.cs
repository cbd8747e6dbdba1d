using System.Text.RegularExpressions;
using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

/// <summary>Which code has a say in what a stored event is read as: rows that were folded with other code are folded again.</summary>
public partial class EventLogicTests
{
    private const string Source = """
        namespace Campus;
        [Event("defined")] public partial record DefinedV1(string Name);
        [Event("defined", Version = 2)] public partial record DefinedV2(string First, string Last = "?")
        {
            public int Room { get; init; } = 1;
            public static DefinedV2 Upcast(DefinedV1 old) => new(Parts.Of(old.Name), "none");
        }
        [Event("defined", Version = 3)] public partial record Defined(string Name, Place Place, int? Floor = null, int Seats = 8)
        {
            public string Label => Name + "!";
            public static Defined Upcast(DefinedV2 old) => new(old.First + old.Last, new(old.Room));
        }
        public record Place(int Room, [Converter(typeof(Hours))] TimeSpan Open = default);
        public static class Parts { public static string Of(string name) => name.Length > 2 ? name : ""; }
        public sealed class Hours : Opossum.Typed.Json.IEventConverter<TimeSpan>
        {
            public static bool TryWrite(TimeSpan value, Span<byte> utf8, out int written) =>
                System.Buffers.Text.Utf8Formatter.TryFormat((long)value.TotalHours, utf8, out written);
            public static TimeSpan Read(ReadOnlySpan<byte> utf8) => TimeSpan.FromHours(long.Parse(utf8));
        }
        """;

    private static readonly string Before = LogicOf(Source);

    [Theory]
    [InlineData("old.First + old.Last", "old.Last + old.First")]
    [InlineData("name.Length > 2", "name.Length > 3")]
    [InlineData("\"none\"", "\"no\"")]
    [InlineData("Last = \"?\"", "Last = \"!\"")]
    [InlineData("= 1;", "= 2;")]
    [InlineData("Seats = 8", "Seats = 9")]
    [InlineData("FromHours", "FromMinutes")]
    public void Code_that_changes_what_is_read_makes_another_hash(string text, string other) =>
        Assert.NotEqual(Before, LogicOf(Edit(text, other)));

    [Theory]
    [InlineData("Name + \"!\"", "Name")]
    [InlineData("public static Defined Upcast", "/* from 2 */ public static Defined Upcast")]
    public void Code_that_does_not_makes_no_other(string text, string other) => Assert.Equal(Before, LogicOf(Edit(text, other)));

    [Fact]
    public void An_event_that_is_read_as_it_was_written_has_none()
    {
        const string Text = "[Event(\"defined\")] public partial record Defined(string Name, System.Guid Id);";
        Assert.DoesNotContain("Logic =", FileOf(Text, "Defined"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_optional_field_is_nothing_that_an_older_payload_is_read_by()
    {
        const string Text = "namespace Campus; [Event(\"defined\")] public partial record Defined(string Name, int Seats = 8);";
        var more = Text.Replace("= 8", "= 8, int? Floor = null, int Number = 0, string? Note = default", StringComparison.Ordinal);
        Assert.Equal(LogicOf(Text), LogicOf(more));
    }

    private static string Edit(string text, string other)
    {
        Assert.Contains(text, Source, StringComparison.Ordinal);
        return Source.Replace(text, other, StringComparison.Ordinal);
    }

    private static string LogicOf(string source) => Logic().Match(FileOf(source, "Campus.Defined")).Groups[1].Value is { Length: 16 } hash
        ? hash
        : throw new InvalidOperationException("There is no hash.");

    private static string FileOf(string source, string type) => Generation.Of(source).Files[type + ".Event.g.cs"];

    [GeneratedRegex("Logic = \"([0-9a-f]{16})\"")]
    private static partial Regex Logic();
}
