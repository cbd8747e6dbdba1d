using System.Text;

namespace Opossum.Typed.Engine.Retagging;

/// <summary>
/// What a retagging found: counts and problems. Each unit keeps its own, so that a retagging which is continued knows what the interrupted
/// one had found.
/// </summary>
internal sealed class RetagTally
{
    private readonly Dictionary<(string Event, string Key), long> _counts = [];
    private readonly List<RetagProblem> _problems = [];

    /// <summary>How many events get tags.</summary>
    public long Retagged { get; private set; }

    public long ProblemCount { get; private set; }

    /// <summary>The keys whose tags change.</summary>
    public IReadOnlySet<string> Keys => _counts.Keys.Select(static count => count.Key).ToHashSet(StringComparer.Ordinal);

    public void NoteRetagged() => Retagged++;

    public void Count(string name, string key) => Add((name, key), 1);

    public void Note(RetagProblem problem)
    {
        ProblemCount++;
        if (_problems.Count < RetagResult.MostProblems) _problems.Add(problem);
    }

    public void Add(RetagTally other)
    {
        Retagged += other.Retagged;
        ProblemCount += other.ProblemCount - other._problems.Count;
        foreach (var problem in other._problems) Note(problem);
        foreach (var (count, events) in other._counts) Add(count, events);
    }

    public RetagResult ToResult(long epoch, long covered, bool isPublished) => new(
        epoch, covered, Retagged, isPublished,
        [.. _counts.Select(static count => new RetagCount(count.Key.Event, count.Key.Key, count.Value))
            .OrderBy(static count => count.Event, StringComparer.Ordinal).ThenBy(static count => count.Key, StringComparer.Ordinal)],
        [.. _problems], ProblemCount);

    public byte[] Encode()
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Retagged);
            writer.Write(ProblemCount);
            writer.Write(_counts.Count);
            writer.Write(_problems.Count);
            foreach (var ((name, key), events) in _counts)
            {
                writer.Write(name);
                writer.Write(key);
                writer.Write(events);
            }

            foreach (var problem in _problems)
            {
                writer.Write((byte)problem.Kind);
                writer.Write(problem.Event);
                writer.Write(problem.Position);
                writer.Write(problem.Problem);
            }
        }

        return bytes.ToArray();
    }

    public static RetagTally Decode(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        var tally = new RetagTally { Retagged = reader.ReadInt64(), ProblemCount = reader.ReadInt64() };
        var (counts, problems) = (reader.ReadInt32(), reader.ReadInt32());
        for (; counts > 0; counts--) tally.Add((reader.ReadString(), reader.ReadString()), reader.ReadInt64());
        for (; problems > 0; problems--)
            tally._problems.Add(new((RetagProblemKind)reader.ReadByte(), reader.ReadString(), reader.ReadInt64(), reader.ReadString()));
        return tally;
    }

    private void Add((string Event, string Key) count, long events) => _counts[count] = _counts.GetValueOrDefault(count) + events;
}
