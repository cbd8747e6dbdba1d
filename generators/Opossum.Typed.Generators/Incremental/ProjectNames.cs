using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Opossum.Typed.Generators.Incremental;

/// <summary>
/// Tells whether a name may mean something else than in the compilation before: whether types, namespaces, usings, base types, references
/// or options have changed. Fields and bodies may have.
/// </summary>
internal sealed class ProjectNames
{
    private readonly ConditionalWeakTable<SyntaxTree, FileHeader> _headers = new();
    private readonly object _lock = new();
    private Snapshot? _last;

    /// <summary>What all names mean, as an object that compilations in a row share while nothing changes it.</summary>
    public object Of(Compilation compilation, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_last?.IsOf(compilation) == true) return _last.Names;
            var names = _last is { } last && IsSame(last, compilation, cancellation) ? last.Names : new object();
            _last = new(compilation, names);
            return names;
        }
    }

    public FileHeader HeaderOf(SyntaxTree tree, CancellationToken cancellation)
    {
        if (_headers.TryGetValue(tree, out var header)) return header;
        header = FileHeader.Read(tree, cancellation);
        return _headers.GetValue(tree, _ => header);
    }

    private bool IsSame(Snapshot last, Compilation compilation, CancellationToken cancellation)
    {
        if (last.Assembly != compilation.AssemblyName
            || !last.Options.Equals(compilation.Options)
            || !last.References.SequenceEqual(compilation.References)) return false;
        var trees = last.Trees;
        var count = 0;
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (count == trees.Length) return false;
            var before = trees[count++];
            if (before != tree && HeaderOf(before, cancellation).Text != HeaderOf(tree, cancellation).Text) return false;
        }

        return count == trees.Length;
    }

    private sealed class Snapshot(Compilation compilation, object names)
    {
        private readonly WeakReference<Compilation> _compilation = new(compilation);

        public object Names => names;

        public string? Assembly { get; } = compilation.AssemblyName;

        public CompilationOptions Options { get; } = compilation.Options;

        public MetadataReference[] References { get; } = [.. compilation.References];

        public SyntaxTree[] Trees { get; } = [.. compilation.SyntaxTrees];

        public bool IsOf(Compilation other) => _compilation.TryGetTarget(out var own) && own == other;
    }
}
