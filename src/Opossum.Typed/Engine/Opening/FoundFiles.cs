using Opossum.Typed.Engine.Backup;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Opening;

/// <summary>The files of the log's directory, by name alone: nothing is read yet.</summary>
/// <param name="Segments">How many segment files there are. They are numbered from 1 without a gap.</param>
/// <param name="Leftovers">Files that an interrupted write, probe or backup left over.</param>
internal sealed record FoundFiles(int Segments, string[] Leftovers)
{
    /// <exception cref="StoreDamagedException">A segment is missing between others.</exception>
    public static FoundFiles In(IStorage storage)
    {
        var numbers = new List<long>();
        var leftovers = new List<string>();
        foreach (var name in storage.List(Segment.Directory))
        {
            if (Segment.TryParseName(name, out var number)) numbers.Add(number);
            else if (Segment.IsTemporary(name) || StagedFiles.IsOne(name)) leftovers.Add(name);
        }

        numbers.Sort();
        leftovers.Sort(StringComparer.Ordinal);
        for (var i = 0; i < numbers.Count; i++)
            if (numbers[i] != i + 1) throw new StoreDamagedException(storage.Describe(Segment.NameOf(i + 1)), 0, "a segment is missing");
        return new(numbers.Count, [.. leftovers]);
    }
}
