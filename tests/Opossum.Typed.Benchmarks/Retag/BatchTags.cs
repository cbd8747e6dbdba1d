using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Opossum.Typed.Benchmarks.Retag;

/// <summary>Gives every event of the volume load a tag of its payload that it was not stored with: one of a thousand events each.</summary>
internal sealed class BatchTags : TagSource
{
    public const string Key = "batch";

    public override string Identity => Key;

    public override ImmutableArray<RetaggedTag> Covers => [];

    public static Tag Of(long number) => new(string.Create(CultureInfo.InvariantCulture, $"{Key}:{number / 1000}"));

    public override void Read(in EventView e, TagCollector tags)
    {
        var json = new Utf8JsonReader(e.Payload);
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.Number) continue;
            tags.Add(Of(json.GetInt64()));
            return;
        }
    }
}
