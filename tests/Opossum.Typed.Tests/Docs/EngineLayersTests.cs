using System.Text.RegularExpressions;

namespace Opossum.Typed.Tests.Docs;

/// <summary>
/// The folders of the engine are layers: each may need only those below it. A folder is a namespace, and a using directive that is not
/// needed does not compile in a Release build.
/// </summary>
public partial class EngineLayersTests
{
    private static readonly string Engine = Path.Combine(DocumentationTests.Root, "src", "Opossum.Typed", "Engine");

    /// <summary>From the bottom to the top, as the table in docs/architecture.md shows them.</summary>
    private static readonly string[] Layers =
    [
        "Threads", "Storage", "Telemetry", "Format", "HeadFiles", "StateFiles", "RowFiles", "Queries", "IndexFiles/Format",
        "IndexFiles/Reading", "Tail", "TagFiles", "View", "Waiting", "IndexFiles/Writing", "IndexFiles/Upkeep", "Verification", "Commit",
        "SnapshotFiles", "Retrieval", "Retagging", "Backup", "ReadOnly", "Opening",
    ];

    [Fact]
    public void Every_folder_of_the_engine_is_a_layer()
    {
        var folders = Files().Select(FolderOf).Where(static folder => folder.Length > 0).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(Layers.Order(StringComparer.Ordinal), folders);
    }

    [Fact]
    public void A_folder_of_the_engine_needs_only_the_layers_below_it()
    {
        var upward = from file in Files()
                     let folder = FolderOf(file)
                     where folder.Length > 0
                     from needed in NeededBy(file, folder)
                     where Array.IndexOf(Layers, needed) > Array.IndexOf(Layers, folder)
                     select $"{Path.GetRelativePath(Engine, file)} needs {needed}";
        Assert.Empty(upward);
    }

    [Fact]
    public void The_architecture_page_lists_the_layers_in_their_order()
    {
        var page = File.ReadAllText(Path.Combine(DocumentationTests.Docs, "architecture.md"));
        var listed = LayerRows().Matches(page).Select(static row => row.Groups[1].Value).Reverse();
        Assert.Equal(Layers, listed);
    }

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Engine, "*.cs", SearchOption.AllDirectories);

    /// <summary>The storage of a system is a part of its layer.</summary>
    private static string FolderOf(string file) =>
        LayerOf(Path.GetDirectoryName(Path.GetRelativePath(Engine, file))!.Replace(Path.DirectorySeparatorChar, '/'));

    private static string LayerOf(string folder) => folder.StartsWith("Storage/", StringComparison.Ordinal) ? "Storage" : folder;

    /// <summary>By a using directive, or by a name that begins with the folder's own: <c>Format.KeySection</c>.</summary>
    private static IEnumerable<string> NeededBy(string file, string folder)
    {
        var text = File.ReadAllText(file);
        var named = Usings().Matches(text).Select(static directive => LayerOf(directive.Groups[1].Value.Replace('.', '/')));
        var qualified = Layers.Where(layer => Regex.IsMatch(text, $@"(?<![\w.]){Regex.Escape(layer.Replace('/', '.'))}\.[A-Z]"));
        return named.Concat(qualified).Where(needed => needed != folder).Distinct();
    }

    [GeneratedRegex(@"^using Opossum\.Typed\.Engine\.([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Usings();

    [GeneratedRegex(@"^\| `Engine/([\w/]+)/` \|", RegexOptions.Multiline)]
    private static partial Regex LayerRows();
}
