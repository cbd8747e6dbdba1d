using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Generators.Logic;

/// <summary>
/// Parses events, and hashes the code that has a say in what a stored event is read as: <c>Upcast</c>, converters, and the values of fields
/// that an older payload does not have. Constructors and accessors keep what they are given, or the event is refused.
/// </summary>
internal sealed class EventLogic
{
    private readonly IAssemblySymbol _assembly;
    private readonly LogicHash _hash;
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);

    private EventLogic(IAssemblySymbol assembly, LogicHash hash)
    {
        _assembly = assembly;
        _hash = hash;
    }

    /// <param name="target">The declaration.</param>
    /// <param name="reached">Takes the files that the hash depends on.</param>
    /// <param name="cancellation">Cancels the parse.</param>
    /// <returns>Null when nothing can be generated; an analyzer says why.</returns>
    public static EventSpec? Parse(
        GeneratorAttributeSyntaxContext target, ICollection<SyntaxTree> reached, CancellationToken cancellation)
    {
        if (EventParser.Parse(target, cancellation) is not { } e) return null;
        var compilation = target.SemanticModel.Compilation;
        var hash = new LogicHash(compilation, cancellation);
        new EventLogic(compilation.Assembly, hash).Add(target.TargetSymbol as ITypeSymbol);
        if (hash.IsEmpty) return e;
        var logic = hash.Compute();
        foreach (var tree in hash.Trees) reached.Add(tree);
        return e with { Logic = logic };
    }

    /// <summary>Adds the code by which values of a type are read to a hash.</summary>
    public static void AddTo(LogicHash hash, IAssemblySymbol assembly, ITypeSymbol type) => new EventLogic(assembly, hash).Add(type);

    /// <summary>Adds the code by which values of a type are read, and those that they hold.</summary>
    private void Add(ITypeSymbol? type)
    {
        if (type is IArrayTypeSymbol array) Add(array.ElementType);
        if (type is not INamedTypeSymbol named) return;
        foreach (var argument in named.TypeArguments) Add(argument);
        var definition = named.OriginalDefinition;
        if (!SymbolEqualityComparer.Default.Equals(definition.ContainingAssembly, _assembly) || !_seen.Add(definition)) return;
        Add(definition.BaseType);
        AddMarks(definition);
        if (Attributes.Has(definition, KnownSymbols.EventAttribute)) AddUpcast(definition);
        foreach (var member in definition.GetMembers())
        {
            if (member is IPropertySymbol { IsStatic: false, IsImplicitlyDeclared: false } property) AddValue(property);
            else if (member is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor) AddDefaults(constructor);
        }
    }

    private void AddUpcast(INamedTypeSymbol type)
    {
        foreach (var upcast in type.GetMembers(Upcaster.Method).OfType<IMethodSymbol>())
        {
            _hash.AddMember(upcast);
            foreach (var parameter in upcast.Parameters) Add(parameter.Type);
        }
    }

    private void AddValue(IPropertySymbol property)
    {
        AddMarks(property);
        Add(property.Type);
        foreach (var reference in property.DeclaringSyntaxReferences)
            if (reference.GetSyntax() is PropertyDeclarationSyntax { Initializer: { } initial })
                _hash.AddCode($"{property.ToDisplayString()} =", initial);
    }

    /// <summary>A default of null or zero is what a payload without the field means anyway.</summary>
    private void AddDefaults(IMethodSymbol constructor)
    {
        foreach (var parameter in constructor.Parameters)
        {
            AddMarks(parameter);
            if (parameter is not { HasExplicitDefaultValue: true, ExplicitDefaultValue: { } value } || IsZero(value)) continue;
            var text = value is IFormattable number ? number.ToString(null, System.Globalization.CultureInfo.InvariantCulture) : $"{value}";
            _hash.Add($"{constructor.ContainingType.ToDisplayString()} {parameter.Name} = {text}", "");
        }
    }

    /// <summary>Converters, and the types that a value may be of.</summary>
    private void AddMarks(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            var isConverter = Attributes.Is(attribute, KnownSymbols.ConverterAttribute);
            foreach (var argument in attribute.ConstructorArguments)
            {
                if (argument is not { Kind: TypedConstantKind.Type, Value: ITypeSymbol type }) continue;
                if (isConverter) _hash.AddWhole(type);
                else Add(type);
            }
        }
    }

    private static bool IsZero(object value) => value switch
    {
        bool isTrue => !isTrue,
        char letter => letter == '\0',
        string => false,
        IConvertible number => number.ToDouble(System.Globalization.CultureInfo.InvariantCulture) == 0,
        _ => false,
    };
}
