using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Opossum.Typed.Analyzers.Contract;

/// <summary>
/// What the two files say together. What has shipped is what stored events may look like, for ever; what <c>Events.Unshipped.txt</c> says
/// of the same thing comes after it and counts today.
/// </summary>
internal sealed class EventContract
{
    private readonly Dictionary<string, List<ContractVersion>> _versions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ContractLine> _shipped;
    private readonly Dictionary<string, ContractLine> _unshipped;
    private readonly HashSet<string> _removed;

    private EventContract(IReadOnlyDictionary<string, ContractFile> files)
    {
        Files = files;
        var (shipped, unshipped) = (LinesOf(files, ContractFile.IsShipped), LinesOf(files, ContractFile.IsUnshipped));
        _shipped = ByKey(shipped);
        _unshipped = ByKey(unshipped);
        _removed = new(
            shipped.Concat(unshipped).Where(static line => line.IsRemoved).Select(static line => line.Key), StringComparer.Ordinal);
        foreach (var line in shipped.Where(line => !line.IsRemoved && !IsRemoved(line))) VersionOf(line.Path).Shipped.Add(line);
        foreach (var line in shipped.Concat(unshipped))
        {
            if (line.IsRemoved) VersionOf(line.Path).Removed.Add(line);
            else VersionOf(line.Path).IsKnown = true;
        }
    }

    /// <summary>By their paths.</summary>
    public IReadOnlyDictionary<string, ContractFile> Files { get; }

    /// <param name="candidates">All additional files.</param>
    /// <param name="read">Reads a text that was not read before.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Null where the project has neither file: then nobody asked for the rules.</returns>
    public static EventContract? Read(
        ImmutableArray<AdditionalText> candidates, Func<SourceText, ContractFile?> read, CancellationToken cancellation)
    {
        var files = new Dictionary<string, ContractFile>(StringComparer.Ordinal);
        foreach (var file in candidates)
        {
            if (!ContractFile.IsShipped(file.Path) && !ContractFile.IsUnshipped(file.Path)) continue;
            if (file.GetText(cancellation) is { } text && read(text) is { } contents) files[file.Path] = contents;
        }

        return files.Count == 0 ? null : new(files);
    }

    /// <summary>The versions of a name; 0 has what is said of the name itself.</summary>
    public IReadOnlyList<ContractVersion> VersionsOf(string name) => _versions.TryGetValue(name, out var versions) ? versions : [];

    public ContractVersion? VersionOf(string name, int version) => VersionsOf(name).FirstOrDefault(each => each.Version == version);

    /// <summary>What the contract says today; null where it says nothing.</summary>
    public ContractLine? Today(string key) => Unshipped(key) ?? Shipped(key);

    public ContractLine? Shipped(string key) => _shipped.TryGetValue(key, out var line) ? line : null;

    public ContractLine? Unshipped(string key) => _unshipped.TryGetValue(key, out var line) ? line : null;

    /// <summary>Whether the line was taken back, or something that it is inside of.</summary>
    public bool IsRemoved(ContractLine line) =>
        _removed.Count != 0 && (_removed.Contains(line.Key) || line.Path.Upwards().Any(_removed.Contains));

    private ContractVersion VersionOf(ContractPath path)
    {
        if (!_versions.TryGetValue(path.Event, out var versions)) _versions.Add(path.Event, versions = []);
        if (versions.FirstOrDefault(each => each.Version == path.Version) is { } known) return known;
        var added = new ContractVersion(path.Event, path.Version);
        versions.Add(added);
        return added;
    }

    private static ContractLine[] LinesOf(IReadOnlyDictionary<string, ContractFile> files, Func<string, bool> isOne) =>
        [.. files.Where(file => isOne(file.Key)).SelectMany(static file => file.Value.Lines)];

    private static Dictionary<string, ContractLine> ByKey(ContractLine[] lines)
    {
        var byKey = new Dictionary<string, ContractLine>(StringComparer.Ordinal);
        foreach (var line in lines.Where(static line => !line.IsRemoved)) byKey[line.Key] = line;
        return byKey;
    }
}
