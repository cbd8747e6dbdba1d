using System.Security.Cryptography;
using System.Text;
using Opossum.Typed.Tests.Docs;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Golden;

/// <summary>
/// Payloads as they were written once, one file for each shape. They are never edited: whatever becomes of the code, it reads them to the
/// same values. A new sample gets its file, and its line in <c>hashes.txt</c>, from a run with OPOSSUM_ACCEPT=1; that changes nothing which
/// is there.
/// </summary>
public class GoldenTests
{
    private static readonly string Folder = Path.Combine(DocumentationTests.Root, "tests", "Opossum.Typed.Tests", "Golden");
    private static readonly string List = Path.Combine(Folder, "hashes.txt");

    public static TheoryData<string> Events => Samples.Names;

    [Theory, MemberData(nameof(Events))]
    public void Every_payload_of_the_past_is_read(string sample)
    {
        var e = Samples.All[sample];
        Assert.Equal(Oracle.Contents(e), Oracle.Contents(Codec.Read(e.Descriptor, Payload(sample, e))));
    }

    [Theory, MemberData(nameof(Events))]
    public void What_is_written_today_is_what_was_written_then(string sample)
    {
        var e = Samples.All[sample];
        Assert.Equal(Encoding.UTF8.GetString(Payload(sample, e)), Encoding.UTF8.GetString(Codec.Write(e)));
    }

    [Fact]
    public void No_file_was_edited_or_lost_and_none_came_in_by_the_way()
    {
        var found = Directory.GetFiles(Folder, "*.json")
            .Order(StringComparer.Ordinal)
            .Select(static path => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))}  {Path.GetFileName(path)}");
        Assert.Equal(File.ReadAllLines(List), found);
    }

    private static byte[] Payload(string sample, IEvent e)
    {
        var path = Path.Combine(Folder, sample.Replace(", ", "-", StringComparison.Ordinal).Replace(' ', '-') + ".json");
        if (!File.Exists(path) && Environment.GetEnvironmentVariable("OPOSSUM_ACCEPT") == "1") Add(path, Codec.Write(e));
        return File.ReadAllBytes(path);
    }

    private static void Add(string path, byte[] payload)
    {
        File.WriteAllBytes(path, payload);
        var lines = File.Exists(List) ? File.ReadAllLines(List) : [];
        File.WriteAllLines(List, lines.Append($"{Convert.ToHexStringLower(SHA256.HashData(payload))}  {Path.GetFileName(path)}")
            .OrderBy(static line => line[66..], StringComparer.Ordinal));
    }
}
