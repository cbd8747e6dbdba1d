namespace Opossum.Typed.CrashSim.Tests.Scenarios;

/// <summary>What a scenario asks for, made from its seed: appends that meet each other's tags, types and keys often.</summary>
internal sealed class Script(int seed)
{
    private static readonly string[] Types = ["ordered", "paid", "sent"];

    private readonly Random _random = new(seed);
    private readonly List<SentAppend> _keyed = [];
    private int _events;

    public Random Random => _random;

    public int MaxSegmentBytes { get; } = 2048 + 1024 * (seed % 3);

    /// <summary>The store's id, so that the same seed makes the same bytes; null has the engine choose one, as in a new store.</summary>
    public Guid? StoreId { get; } = seed % 4 == 0 ? null : new Guid(seed, 0x1d, 0x4000, 0x80, 1, 2, 3, 4, 5, 6, 7);

    /// <summary>Whether the disk is one on which segments get their length alone; a turn of all strategies each.</summary>
    public static bool IsCopyOnWrite(int seed) => seed / 8 % 2 == 1;

    public SentAppend NextAppend(long head)
    {
        if (_keyed.Count > 0 && _random.Next(8) == 0)
        {
            // The same append again, or one that uses its key for something else.
            var earlier = _keyed[_random.Next(_keyed.Count)];
            return earlier with
            {
                Events = _random.Next(4) > 0 ? earlier.Events : [NextEvent()],
                Durability = _random.Next(2) == 0 ? Durability.Flushed : Durability.AsConfigured,
            };
        }

        var events = new SentEvent[_random.Next(5) == 0 ? _random.Next(2, 5) : 1];
        for (var i = 0; i < events.Length; i++) events[i] = NextEvent();
        var append = new SentAppend(
            events, NextGuards(events[0], head), _random.Next(4) == 0 ? $"key-{seed}-{_events}" : null,
            _random.Next(6) == 0 ? Durability.Flushed : Durability.AsConfigured);
        if (append.Key is not null) _keyed.Add(append);
        return append;
    }

    /// <summary>An event that no append of the scenario has.</summary>
    public static SentEvent Afterwards(long position) =>
        new(
            "afterwards", BitConverter.GetBytes(position), ["after:" + position],
            new Guid((int)position, 0x0a, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 0));

    private SentEvent NextEvent()
    {
        var payload = new byte[_random.Next(12) == 0 ? _random.Next(600, 1500) : _random.Next(0, 200)];
        _random.NextBytes(payload);
        if (_random.Next(6) == 0) Array.Clear(payload);         // zeros look like the end of the log
        string[] tags = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => "t:" + _random.Next(6)).Distinct()];
        return new(Types[_random.Next(Types.Length)], payload, tags, new Guid(seed, (short)++_events, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1));
    }

    private SimpleGuard[] NextGuards(SentEvent e, long head) => _random.Next(4) switch
    {
        0 => [new(null, [e.Tags[0]], Math.Max(head - _random.Next(4), 0))],
        1 => [new(e.Type, e.Tags, 0)],
        2 => [
            new(Types[_random.Next(Types.Length)], ["t:" + _random.Next(6)], head),
            new(null, [$"t:{_random.Next(6)}", $"t:{_random.Next(6)}"], Math.Max(head - 3, 0))
        ],
        _ => [],
    };
}
