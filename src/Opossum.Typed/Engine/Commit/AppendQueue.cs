namespace Opossum.Typed.Engine.Commit;

/// <summary>
/// Appends that wait for the commit thread: a stack that callers push to without a lock, and that is taken whole and turned round.
/// </summary>
internal sealed class AppendQueue
{
    private static readonly object Closed = new();

    private object? _newest;        // an AppendRequest, null, or Closed for good

    /// <summary>Adds a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="wasEmpty">Whether the commit thread may be asleep.</param>
    /// <returns>False when the queue was closed.</returns>
    public bool TryPush(AppendRequest request, out bool wasEmpty)
    {
        while (true)
        {
            var newest = Volatile.Read(ref _newest);
            wasEmpty = newest is null;
            if (ReferenceEquals(newest, Closed)) return false;
            request.Next = (AppendRequest?)newest;
            request.Depth = wasEmpty ? 1 : request.Next!.Depth + 1;
            if (ReferenceEquals(Interlocked.CompareExchange(ref _newest, request, newest), newest)) return true;
        }
    }

    /// <summary>How many wait.</summary>
    public int Count => (Volatile.Read(ref _newest) as AppendRequest)?.Depth ?? 0;

    /// <summary>Takes all that waits, oldest first, linked by <see cref="AppendRequest.Next"/>.</summary>
    public AppendRequest? Drain()
    {
        while (true)
        {
            var newest = Volatile.Read(ref _newest);
            if (newest is null || ReferenceEquals(newest, Closed)) return null;         // what is closed stays closed
            if (ReferenceEquals(Interlocked.CompareExchange(ref _newest, null, newest), newest)) return Reverse(newest);
        }
    }

    /// <summary>Takes all that waits, and refuses everything from now on.</summary>
    public AppendRequest? Close() => Reverse(Interlocked.Exchange(ref _newest, Closed));

    private static AppendRequest? Reverse(object? newest)
    {
        AppendRequest? oldest = null;
        for (var request = newest as AppendRequest; request is not null;)
        {
            var older = request.Next;
            request.Next = oldest;
            oldest = request;
            request = older;
        }

        return oldest;
    }
}
