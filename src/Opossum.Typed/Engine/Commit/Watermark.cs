namespace Opossum.Typed.Engine.Commit;

/// <summary>
/// Up to where the log may be seen. The commit thread publishes it after the flush (under deferred flushing, after the write); whoever reads it may look at everything up to
/// there, index included.
/// </summary>
internal sealed class Watermark(long head)
{
    private long _head = head;
    private long _durableHead = head;

    public long Head => Volatile.Read(ref _head);

    public long DurableHead => Volatile.Read(ref _durableHead);

    public void Publish(long head, long durableHead)
    {
        Volatile.Write(ref _durableHead, durableHead);
        Volatile.Write(ref _head, head);
    }
}
