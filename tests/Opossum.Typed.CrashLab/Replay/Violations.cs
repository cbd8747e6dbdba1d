namespace Opossum.Typed.CrashLab.Replay;

/// <summary>What does not hold, by name; of very many the first.</summary>
internal sealed class Violations
{
    private const int MostNamed = 50;

    private readonly List<string> _named = [];

    public long Count { get; private set; }

    public IReadOnlyList<string> Named => _named;

    public void Add(string what)
    {
        if (Count++ < MostNamed) _named.Add(what);
    }
}
