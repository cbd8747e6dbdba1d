using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Opossum.Typed.Generators.Tests.Harness;

/// <summary>All that an object holds on to, through every field.</summary>
internal sealed class ObjectGraph
{
    private readonly HashSet<object> _visited = new(new ByReference());

    /// <summary>Where something of the compiler is held.</summary>
    public List<string> Compiler { get; } = [];

    public HashSet<string> Texts { get; } = [];

    public HashSet<Type> Types { get; } = [];

    public void Visit(object? value, string path)
    {
        switch (value)
        {
            case null:
                return;
            case string text:
                Texts.Add(text);
                return;
            case ISymbol or SyntaxNode or SyntaxTree or Compilation or SemanticModel or Location:
            case var _ when value.GetType().Assembly.GetName().Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal):
                Compiler.Add($"{path}: {value.GetType()}");
                return;
        }

        var type = value.GetType();
        Types.Add(type);
        if (type.IsPrimitive || type.IsEnum || !type.IsValueType && !_visited.Add(value)) return;
        if (value is IEnumerable items)
        {
            foreach (var item in items) Visit(item, path + "[]");
        }

        for (var each = type; each is not null; each = each.BaseType)
        {
            const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            foreach (var field in each.GetFields(All))
                Visit(field.GetValue(value), $"{path}.{field.Name}");
        }
    }

    private sealed class ByReference : IEqualityComparer<object>
    {
        bool IEqualityComparer<object>.Equals(object? x, object? y) => ReferenceEquals(x, y);

        int IEqualityComparer<object>.GetHashCode(object value) => RuntimeHelpers.GetHashCode(value);
    }
}
