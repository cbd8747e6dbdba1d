using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Retrieval;

/// <summary>Begins reads of a log, for the process that writes it and for those that look on.</summary>
/// <param name="watermark">Up to where the log may be seen.</param>
/// <param name="views">The log.</param>
/// <param name="terms">Hashes what is looked for.</param>
/// <param name="time">Says when a long read gives its thread back.</param>
internal sealed class LogQueries(Watermark watermark, LogViews views, TermHasher terms, TimeProvider time)
{
    /// <summary>Begins to read what is visible.</summary>
    public LogReader Read(Query query, in ReadOptions options, ReadStrategy strategy)
    {
        var snapshot = Snapshot.Visible(watermark, views);
        var plan = new ReadPlan(CompiledQuery.Of(query, terms), ReadBounds.Of(options, snapshot.Head))
        {
            Limit = options.Limit ?? long.MaxValue,
            Scans = strategy == ReadStrategy.Scan,
        };
        return new(watermark, snapshot, terms.Seed, plan, new(time));
    }

    /// <summary>Begins to follow what is durable. Where the position may be is for the caller to say.</summary>
    /// <param name="query">What to follow.</param>
    /// <param name="after">The position to begin after.</param>
    /// <param name="beforeRead">Called before each snapshot is taken, for tests of interleavings.</param>
    /// <param name="ensureComes">See <see cref="LogFollower.EnsureComes"/>.</param>
    public LogFollower Follow(Query query, long after, Action? beforeRead = null, Action<long>? ensureComes = null)
    {
        var compiled = CompiledQuery.Of(query, terms);
        var pace = new ReadPace(time);          // of all its readers: there may be one for each group that is appended
        return new(watermark, views, compiled, after, pace, Read) { EnsureComes = ensureComes };

        LogReader Read(ReadBounds bounds)
        {
            beforeRead?.Invoke();
            return new(watermark, Snapshot.UpTo(bounds.Last, views), terms.Seed, new(compiled, bounds), pace);
        }
    }

    /// <inheritdoc cref="EmbeddedEventLog.Explain"/>
    public string Explain(Query query, in ReadOptions options)
    {
        var snapshot = Snapshot.Visible(watermark, views);
        return QueryExplanation.Of(snapshot.View, CompiledQuery.Of(query, terms), ReadBounds.Of(options, snapshot.Head));
    }
}
