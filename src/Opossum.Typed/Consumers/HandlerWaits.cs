namespace Opossum.Typed;

/// <summary>
/// That a handler gave a command to other consumers and waits for their handlers. Of two handlers that would wait for each other's
/// consumer, directly or by way of others, the later one is refused. Disposing ends the wait.
/// </summary>
internal sealed class HandlerWaits : IDisposable
{
    private static readonly Lock s_changing = new();
    private static readonly List<HandlerWaits> s_all = [];      // under s_changing; empty unless handlers give commands

    private readonly HandlerScope[] _callers;
    private readonly ConsumerParts[] _targets;

    private HandlerWaits(HandlerScope[] callers, ConsumerParts[] targets) => (_callers, _targets) = (callers, targets);

    /// <summary>Notes a command to a consumer if a handler gives it.</summary>
    /// <param name="consumer">The consumer.</param>
    /// <param name="command">The name of the command.</param>
    /// <returns>Null if no handler gives it.</returns>
    /// <exception cref="InvalidOperationException">The command would wait for its own caller.</exception>
    public static HandlerWaits? Begin(ConsumerParts consumer, string command)
    {
        HandlerScope[] callers = [.. HandlerScope.Current];
        if (callers.Length == 0) return null;
        if (Array.Find(callers, caller => caller.Consumer == consumer) is { } own) throw own.Refuse(command);
        return TryAdd(callers, [consumer]) ?? throw new InvalidOperationException(
            $"{command} of the consumer '{consumer.Shape.Name}' was called by a handler of '{callers[0].Consumer.Shape.Name}', for which a "
                + "handler of the former waits in turn: neither would end. Call RequestPause, which does not wait, or call this from "
                + "outside the handlers.");
    }

    /// <summary>Notes that a store is closed if a handler does it.</summary>
    /// <param name="log">The log of the store.</param>
    /// <param name="consumers">Those that run over the store.</param>
    /// <returns>Null if no handler closes it.</returns>
    /// <exception cref="InvalidOperationException">Closing would wait for its own caller.</exception>
    public static HandlerWaits? BeginClose(IReadOnlyEventLog log, ConsumerParts[] consumers)
    {
        HandlerScope[] callers = [.. HandlerScope.Current];
        if (callers.Length == 0) return null;
        var own = Array.Find(callers, caller => caller.Consumer.Log == log && !caller.Consumer.IsClosed);
        if (own is not null) throw own.RefuseClose();
        return TryAdd(callers, consumers) ?? throw new InvalidOperationException(
            $"Closing the store was called by a handler of '{callers[0].Consumer.Shape.Name}', a consumer of another store, for which a "
                + "handler of a consumer of this one waits in turn: neither would end. Nothing was closed. Close the store from outside "
                + "the handlers.");
    }

    public void Dispose()
    {
        lock (s_changing) s_all.Remove(this);
    }

    /// <returns>Null if a target waits for a caller.</returns>
    private static HandlerWaits? TryAdd(HandlerScope[] callers, ConsumerParts[] targets)
    {
        lock (s_changing)
        {
            // From the targets on to all that their handlers wait for.
            var reached = new HashSet<ConsumerParts>(targets);
            for (var next = new Queue<ConsumerParts>(targets); next.TryDequeue(out var consumer);)
                foreach (var wait in s_all)
                    if (wait.IsOf(consumer))
                        foreach (var target in wait._targets)
                            if (reached.Add(target)) next.Enqueue(target);
            if (Array.Exists(callers, caller => reached.Contains(caller.Consumer))) return null;
            var added = new HandlerWaits(callers, targets);
            s_all.Add(added);
            return added;
        }
    }

    /// <summary>Not of a handler that has returned and left the command behind.</summary>
    private bool IsOf(ConsumerParts consumer) => Array.Exists(_callers, caller => caller.IsOpen && caller.Consumer == consumer);
}
