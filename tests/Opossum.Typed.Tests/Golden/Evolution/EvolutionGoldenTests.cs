using System.Security.Cryptography;
using System.Text;
using Opossum.Typed.Tests.Docs;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Golden;

/// <summary>
/// Payloads of old names, old fields and old versions, as they were stored once: <c>name@version.json</c>, with a word on what is special
/// about it. They are never edited, and neither is what they are read as. A new file comes with its line in <c>hashes.txt</c>
/// (<c>sha256sum</c>) and one here.
/// </summary>
public class EvolutionGoldenTests
{
    private static readonly string Folder = Path.Combine(DocumentationTests.Root, "tests", "Opossum.Typed.Tests", "Golden", "Evolution");

    /// <summary>The file, and what it is written as today.</summary>
    public static TheoryData<string, string> Payloads => new()
    {
        { "lecture-held@1", """{"room":1,"title":"On \"cats\"\n","minutes":180,"speakers":["nobody"],"isPublic":true,"path":"245"}""" },
        { "lecture-held@2", """{"room":1,"title":"t","minutes":120,"speakers":["nobody"],"isPublic":true,"path":"x45"}""" },
        { "lecture-held@3", """{"room":1,"title":"t","minutes":45,"speakers":["nobody"],"isPublic":true,"path":"5"}""" },
        { "lecture-held@4", """{"room":1,"title":"t","minutes":120,"speakers":["ada"],"isPublic":true,"path":"5"}""" },
        { "lecture-held@5", """{"room":1,"title":"t","minutes":120,"speakers":["ada","bob"],"isPublic":false,"path":""}""" },
        { "lecture-held@5-old-field", """{"room":1,"title":"t","minutes":5,"speakers":[],"isPublic":true,"path":""}""" },
        {
            "talk-held@1",
            """{"room":1,"title":"before the event was renamed","minutes":0,"speakers":["nobody"],"isPublic":true,"path":"245"}"""
        },
        {
            "talk-held@4",
            """{"room":1,"title":"before the event was renamed","minutes":3,"speakers":["bob"],"isPublic":true,"path":"5"}"""
        },
        { "fields@1", """{"title":"t","order-number":1,"größe <1>":2,"class":[{"sku":"tea","1st":true}],"note":null}""" },
        { "fields@1-old-names", """{"title":"t","order-number":1,"größe <1>":2,"class":[{"sku":"tea","1st":true}],"note":"r"}""" },
        { "fields@1-old-names-and-new", """{"title":"b","order-number":null,"größe <1>":7,"class":[],"note":"a"}""" },
        { "fields@1-twice", """{"title":"b","order-number":1,"größe <1>":3,"class":[],"note":"n"}""" },
        { "room-renovated@1", """{"room":1,"walls":4}""" },
        { "room-rebuilt@1", """{"room":1,"walls":4}""" },
    };

    [Theory, MemberData(nameof(Payloads))]
    public async Task Every_payload_of_the_past_is_read_as_ever(string file, string today)
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        var (name, rest) = (file.Split('@')[0], file.Split('@')[1]);
        await store.Log.AppendAsync([new EventData(name, File.ReadAllBytes(Path.Combine(Folder, file + ".json")))
        {
            Version = int.Parse(rest.Split('-')[0], null),
            Encoding = PayloadEncoding.Json,
        }]);
        var e = await store.ReadAsync(Query.All).SingleAsync();
        Assert.Equal(today, Encoding.UTF8.GetString(Codec.Write(e.Event)));
    }

    [Fact]
    public void No_file_was_edited_or_lost_and_each_is_read()
    {
        var found = Directory.GetFiles(Folder, "*.json").Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(
            File.ReadAllLines(Path.Combine(Folder, "hashes.txt")),
            found.Select(static path => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))}  {Path.GetFileName(path)}"));
        Assert.Equal(
            found.Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal),
            Payloads.Select(static row => row.Data.Item1).Order(StringComparer.Ordinal));
    }
}
