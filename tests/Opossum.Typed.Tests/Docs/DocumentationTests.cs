using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using Opossum.Typed.Tests.Engine;

namespace Opossum.Typed.Tests.Docs;

/// <summary>What the documents say of the code, held to the code.</summary>
public partial class DocumentationTests
{
    internal static readonly string Root = FindRoot(AppContext.BaseDirectory);
    internal static readonly string Docs = Path.Combine(Root, "docs");
    private static readonly string Architecture = File.ReadAllText(Path.Combine(Docs, "architecture.md"));
    private static readonly string Format = File.ReadAllText(Path.Combine(Docs, "format.md"));

    public static TheoryData<string> Documents =>
        [.. Directory.EnumerateFiles(Docs, "*.md").Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Documents))]
    public void Every_path_that_a_document_names_exists(string document)
    {
        var text = File.ReadAllText(Path.Combine(Docs, document));
        var links = Links().Matches(text).Select(link => Path.Combine(Docs, link.Groups[1].Value));
        var paths = CodePaths().Matches(text).Select(path => Path.Combine(Root, path.Groups[1].Value));
        Assert.All(links.Concat(paths), path => Assert.True(Path.Exists(path), path));
    }

    [Fact]
    public void The_reading_order_has_every_file_of_the_engine_once()
    {
        var listed = Links().Matches(Architecture).Select(link => Path.GetFullPath(Path.Combine(Docs, link.Groups[1].Value)));
        var engine = Path.Combine(Root, "src", "Opossum.Typed", "Engine");
        var files = Directory.EnumerateFiles(engine, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        Assert.Equal(files, listed.Where(path => path.StartsWith(engine, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_test_that_is_named_exists()
    {
        var named = TestNames().Matches(Architecture).Select(name => (Class: name.Groups[1].Value, Method: name.Groups[2].Value)).ToArray();
        Assert.NotEmpty(named);
        foreach (var (type, method) in named)
        {
            var file = Assert.Single(Directory.GetFiles(Path.Combine(Root, "tests"), type + ".cs", SearchOption.AllDirectories));
            Assert.Contains($" {method}(", File.ReadAllText(file), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_hexdump_is_what_the_engine_writes()
    {
        Activity.Current = null;            // it would be in the metadata
        using var folder = new StoreFolder();
        Directory.CreateDirectory(folder.Path);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "store.lock"), "store 11223344-5566-4788-99aa-bbccddeeff00\n");
        var time = new FakeTimeProvider(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var payload = "{\"course\":\"ada\",\"room\":7}"u8.ToArray();
        var defined = new EventData("course-defined", payload, new Tag("course:ada"), new Tag("room:7"))
        {
            Id = new("019b76da-a800-7000-8000-000000000001"),
            Encoding = PayloadEncoding.Json,
        };
        await using (var log = await folder.OpenAsync(new() { TimeProvider = time })) await log.AppendAsync([defined]);

        var dump = Dump();
        var written = folder.ReadSegment(1);
        Assert.Equal(Convert.ToHexString(written.AsSpan(0, dump.Length)), Convert.ToHexString(dump));
        Assert.False(written.AsSpan(dump.Length).ContainsAnyExcept((byte)0));
        Assert.Equal(1 << 20, written.Length);
    }

    /// <summary>The bytes of the hexdump, whose offsets must be without a gap.</summary>
    private static byte[] Dump()
    {
        var bytes = new List<byte>();
        foreach (var row in DumpRows().Matches(Format).Select(row => row.Groups))
        {
            Assert.Equal(bytes.Count, int.Parse(row[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            bytes.AddRange(Convert.FromHexString(row[2].Value.Replace(" ", "", StringComparison.Ordinal)));
        }

        return [.. bytes];
    }

    private static string FindRoot(string? directory)
    {
        while (directory is not null && !File.Exists(Path.Combine(directory, "Opossum.Typed.sln")))
            directory = Path.GetDirectoryName(directory);
        return directory ?? throw new InvalidOperationException($"No Opossum.Typed.sln above {AppContext.BaseDirectory}.");
    }

    [GeneratedRegex(@"\]\(([^)#:]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"`((?:src|generators|analyzers|tests|samples|docs)/[^`\s]+)`")]
    private static partial Regex CodePaths();

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex TestNames();

    [GeneratedRegex("^([0-9a-f]{6})  ((?:[0-9a-f]{2} )*[0-9a-f]{2})(?:  |$)", RegexOptions.Multiline)]
    private static partial Regex DumpRows();
}
