using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace Opossum.Typed.Personal;

/// <summary>
/// Keys that were used of late, unwrapped. Two generations: once the younger one is full it becomes the older one, whose rest is forgotten,
/// so that what is used stays. Each takes about 2 KB.
/// </summary>
internal sealed class KeyCache
{
    private const int MaxPerGeneration = 8192;

    private readonly long _seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
    private Generation _young = new(), _old = new();

    public SubjectKey? Find(ulong id)
    {
        if (_young.ById.TryGetValue(id, out var key)) return key;
        if (!_old.ById.TryGetValue(id, out key)) return null;
        _young.ById[id] = key;
        return key;
    }

    public SubjectKey? Find(ReadOnlySpan<byte> subject)
    {
        var hash = XxHash128.HashToUInt128(subject, _seed);
        if (!_young.BySubject.TryGetValue(hash, out var key))
        {
            if (!_old.BySubject.TryGetValue(hash, out key)) return null;
            _young.BySubject[hash] = key;
        }

        return key.Subject.SequenceEqual(subject) ? key : null;
    }

    /// <summary>Under the lock of the keys' state, with <see cref="Remove"/>: none may come back that was erased meanwhile.</summary>
    public void Add(SubjectKey key)
    {
        if (_young.ById.Count >= MaxPerGeneration) (_old, _young) = (_young, new());
        _young.ById[key.Id] = key;
        _young.BySubject[XxHash128.HashToUInt128(key.Subject, _seed)] = key;
    }

    /// <summary>Takes a key away from everybody who has it.</summary>
    public void Remove(ulong id)
    {
        foreach (var generation in (ReadOnlySpan<Generation>)[_young, _old])
        {
            if (!generation.ById.TryRemove(id, out var key)) continue;
            generation.BySubject.TryRemove(XxHash128.HashToUInt128(key.Subject, _seed), out _);
            key.Dispose();
        }
    }

    public void Clear()
    {
        foreach (var key in _young.ById.Values) key.Dispose();
        foreach (var key in _old.ById.Values) key.Dispose();
        (_young, _old) = (new(), new());
    }

    private sealed class Generation
    {
        public ConcurrentDictionary<ulong, SubjectKey> ById { get; } = new();

        public ConcurrentDictionary<UInt128, SubjectKey> BySubject { get; } = new();
    }
}
