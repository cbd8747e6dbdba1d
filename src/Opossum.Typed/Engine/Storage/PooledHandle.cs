namespace Opossum.Typed.Engine.Storage;

/// <summary>
/// An open file and how many use it: its owner and each call that is under way. The last one closes it.
/// </summary>
internal sealed class PooledHandle(IStorageFile file)
{
    private int _users = 1;

    public IStorageFile File => file;

    /// <summary>
    /// The pool's clock when it was used last. Written without a lock: it decides what is closed first, and nothing else.
    /// </summary>
    public long UsedAt { get; set; }

    /// <returns>False once it is closed, or about to be.</returns>
    public bool TryEnter()
    {
        var users = Volatile.Read(ref _users);
        while (users > 0)
        {
            var before = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (before == users) return true;
            users = before;
        }

        return false;
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0) file.Dispose();
    }
}
