using System.Collections.Concurrent;
using Opossum.Typed.Benchmarks.Load;

namespace Opossum.Typed.Benchmarks.Engines.Sqlite;

/// <summary>
/// The one thread that writes. It fills each transaction: in a closed loop every appender comes back, so waiting for the rest of a group is
/// short and makes the most of a flush.
/// </summary>
internal sealed class SqliteWriter : IStoreUnderLoad
{
    /// <summary>When nobody has come for so long, the round is ending and nobody will.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(5);

    private readonly BlockingCollection<Appender> _waiting = [];
    private readonly SqliteEvents _events;
    private readonly int _appendsPerTransaction;
    private readonly Thread _thread;

    public SqliteWriter(SqliteEvents events, int appendsPerTransaction)
    {
        (_events, _appendsPerTransaction) = (events, appendsPerTransaction);
        _thread = new(Run) { Name = "SQLite writer", IsBackground = true };
        _thread.Start();
    }

    public IAppender CreateAppender() => new Appender(this);

    public ValueTask DisposeAsync()
    {
        _waiting.CompleteAdding();
        _thread.Join();
        _waiting.Dispose();
        _events.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Run()
    {
        var group = new List<Appender>(_appendsPerTransaction);
        while (_waiting.TryTake(out var first, Timeout.Infinite))
        {
            try
            {
                Commit(first, group);
                foreach (var append in group) append.Complete(null);
            }
            catch (Exception e)
            {
                foreach (var append in group) append.Complete(e);
            }

            group.Clear();
        }
    }

    private void Commit(Appender first, List<Appender> group)
    {
        group.Add(first);
        _events.Begin();
        first.Last = _events.Append(first.Events, first.GuardAfter);
        while (group.Count < _appendsPerTransaction && _waiting.TryTake(out var next, Patience))
        {
            group.Add(next);
            next.Last = _events.Append(next.Events, next.GuardAfter);
        }

        _events.Commit();
    }

    /// <summary>An appender, and the one append of it that can be under way.</summary>
    private sealed class Appender(SqliteWriter writer) : IAppender
    {
        private TaskCompletionSource<long>? _done;

        public WorkEvent[] Events { get; private set; } = [];

        public long? GuardAfter { get; private set; }

        public long Last { get; set; }

        public ValueTask<long> AppendAsync(WorkEvent[] events, long? guardAfter)
        {
            var done = _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
            (Events, GuardAfter) = (events, guardAfter);
            writer._waiting.Add(this);
            return new(done.Task);
        }

        public void Complete(Exception? error)
        {
            if (error is null) _done!.SetResult(Last);
            else _done!.SetException(error);
        }
    }
}
