using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Logic;

/// <summary>
/// A hash of code: of a type or of methods, and of all that they reach within the assembly. It is the same after an edit of comments, white
/// space, using lines or the order of members, and another one after any other edit. What lies in another assembly is named and not looked
/// into, and so is what generators add.
/// </summary>
internal sealed class LogicHash(Compilation compilation, CancellationToken cancellation)
{
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly Queue<Action> _next = new();
    private readonly SortedDictionary<string, string> _parts = new(StringComparer.Ordinal);
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];
    private readonly Overrides _overrides = new(compilation, cancellation);

    /// <summary>The files that the hash depends on.</summary>
    public IReadOnlyCollection<SyntaxTree> Trees => _models.Keys;

    /// <summary>The hash of a model: of its record or struct, of its handlers, and of what they reach.</summary>
    /// <param name="model">The type.</param>
    /// <param name="mark">The name of an attribute that is not part of it.</param>
    /// <param name="compilation">Where it is declared.</param>
    /// <param name="reached">Takes the files that the hash depends on.</param>
    /// <param name="cancellation">Cancels the parse.</param>
    public static string Of(
        INamedTypeSymbol model,
        string? mark,
        Compilation compilation,
        ICollection<SyntaxTree> reached,
        CancellationToken cancellation)
    {
        var hash = new LogicHash(compilation, cancellation);
        hash.AddWhole(model, name: "", mark);
        var logic = hash.Compute();
        foreach (var tree in hash.Trees) reached.Add(tree);
        return logic;
    }

    /// <summary>Whether nothing was added.</summary>
    public bool IsEmpty => _parts.Count == 0 && _next.Count == 0;

    /// <summary>The hash of all that was added, and of what it reaches.</summary>
    public string Compute()
    {
        while (_next.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            _next.Dequeue()();
        }

        return StableHash.Of(string.Join("\u0003", _parts.Select(static part => $"{part.Key}\u0004{part.Value}")));
    }

    /// <summary>Adds something that is not code.</summary>
    public void Add(string name, string text) => _parts[name] = text;

    /// <summary>Adds code of this assembly.</summary>
    public void AddCode(string name, SyntaxNode node) => _next.Enqueue(() => Write(name, [node], ""));

    /// <summary>Adds a type with all of its members, and the types of what it holds.</summary>
    /// <param name="type">A type of this assembly; others are left out.</param>
    /// <param name="name">What the part is called; the type's own name by default.</param>
    /// <param name="mark">The name of an attribute that is not part of it.</param>
    public void AddWhole(ITypeSymbol type, string? name = null, string? mark = null)
    {
        if (type is IArrayTypeSymbol array) AddWhole(array.ElementType);
        if (type is not INamedTypeSymbol named) return;
        foreach (var argument in named.TypeArguments) AddWhole(argument);
        var definition = named.OriginalDefinition;
        if (!IsOwn(definition) || !_seen.Add(definition)) return;
        _next.Enqueue(() =>
        {
            var nodes = Nodes(definition);
            _parts[name ?? NameOf(definition)] = LogicText.OfType(nodes, mark, Meaning);
            foreach (var node in nodes) Follow(node);
            foreach (var property in definition.GetMembers().OfType<IPropertySymbol>())
                if (!property.IsStatic) AddWhole(property.Type);
        });
    }

    /// <summary>Adds a method, an accessor or another member of this assembly.</summary>
    public void AddMember(ISymbol symbol)
    {
        var member = (symbol as IMethodSymbol)?.ReducedFrom ?? symbol.OriginalDefinition;
        if (member is IMethodSymbol { AssociatedSymbol: { } associated }) member = associated;
        if (!IsOwn(member) || _seen.Contains(member.ContainingType ?? member) || !_seen.Add(member)) return;
        _next.Enqueue(() =>
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: { } made }) AddConstruction(made);
            else if (member is { IsStatic: true, ContainingType: { } declaring }) AddInitializers(declaring, isStatic: true);
            var value = member is IFieldSymbol { HasConstantValue: true } constant ? $"{constant.ConstantValue}" : "";
            Write(NameOf(member), Nodes(member), value);
            foreach (var other in _overrides.Of(member)) AddMember(other);
        });
    }

    /// <summary>Making an object runs the initializers of its type and those of its bases.</summary>
    private void AddConstruction(INamedTypeSymbol type)
    {
        AddInitializers(type, isStatic: false);
        foreach (var node in Nodes(type).OfType<TypeDeclarationSyntax>())
        {
            if (node.ParameterList is { } parameters) Write(NameOf(type) + "()", [parameters], "");
            if (node.BaseList is { } bases) Write(NameOf(type) + ":", [bases], "");
        }

        if (type.BaseType is { } parent && IsOwn(parent)) AddConstruction(parent.OriginalDefinition);
    }

    private void AddInitializers(INamedTypeSymbol type, bool isStatic)
    {
        var nodes = Nodes(type).OfType<TypeDeclarationSyntax>().SelectMany(each => LogicText.Initialized(each, isStatic)).ToArray();
        if (isStatic)
            nodes = [.. nodes.Where(node => node.DescendantNodes().OfType<EqualsValueClauseSyntax>().Any())];
        if (nodes.Length > 0) Write($"{NameOf(type)} {(isStatic ? "static" : "new")}", nodes, "");
        if (isStatic) foreach (var constructor in type.StaticConstructors) AddMember(constructor);
    }

    private void Write(string name, IReadOnlyCollection<SyntaxNode> nodes, string value)
    {
        if (nodes.Count == 0 || _parts.ContainsKey(name)) return;
        _parts[name] = string.Concat(nodes.Select(node => LogicText.Of(node, mark: null, Meaning))) + value;
        foreach (var node in nodes) Follow(node);
    }

    /// <summary>Adds all that the code of a node uses.</summary>
    private void Follow(SyntaxNode root)
    {
        var model = ModelOf(root.SyntaxTree);
        foreach (var node in root.DescendantNodesAndSelf())
        {
            cancellation.ThrowIfCancellationRequested();
            if (CanMean(node) && model.GetSymbolInfo(node, cancellation).Symbol is { } used) Use(used);
            foreach (var implied in ImpliedMembers.Of(node, model, cancellation)) Use(implied);
        }
    }

    private void Use(ISymbol used)
    {
        if (used is IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol) AddMember(used);
    }

    private static bool CanMean(SyntaxNode node) => node is SimpleNameSyntax
        or BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax
        or BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax or AssignmentExpressionSyntax
        or ElementAccessExpressionSyntax or ElementBindingExpressionSyntax;

    /// <summary>
    /// A name that is the same means another thing after another using line: types are named in full, and what is static by its type.
    /// </summary>
    private string Meaning(SyntaxToken token)
    {
        if (token.Parent is not SimpleNameSyntax name || name.Identifier != token) return "";
        var meant = ModelOf(token.SyntaxTree!).GetSymbolInfo(name, cancellation).Symbol;
        var type = meant is INamedTypeSymbol { IsTupleType: false } named ? named
            : meant is { IsStatic: true } or IMethodSymbol { ReducedFrom: not null } ? meant.ContainingType
            : null;
        return type is null ? "" : ":" + NameOf(type.OriginalDefinition);
    }

    private SyntaxNode[] Nodes(ISymbol symbol)
    {
        var implementation = symbol switch
        {
            IMethodSymbol method => method.PartialImplementationPart,
            IPropertySymbol property => property.PartialImplementationPart,
            _ => (ISymbol?)null,
        };
        return
        [
            .. symbol.DeclaringSyntaxReferences.Concat(implementation?.DeclaringSyntaxReferences ?? [])
                .Select(reference => reference.GetSyntax(cancellation))
                .Where(node => symbol is ITypeSymbol || node is not TypeDeclarationSyntax)    // for a primary constructor: AddConstruction
                .Select(node =>
                {
                    ModelOf(node.SyntaxTree);
                    return node is VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Parent: { } field } } ? field : node;
                })
                .OrderBy(static node => node.ToString(), StringComparer.Ordinal),
        ];
    }

    private SemanticModel ModelOf(SyntaxTree tree)
    {
        if (!_models.TryGetValue(tree, out var model)) _models[tree] = model = compilation.GetSemanticModel(tree);
        return model;
    }

    private bool IsOwn(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly);

    private static string NameOf(ISymbol symbol) => symbol.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
}
