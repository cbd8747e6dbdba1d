using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>The tags that an event can carry, wherever in it they come from: their keys and the queries by them.</summary>
internal sealed class TagSummary
{
    private readonly INamedTypeSymbol _type;
    private readonly TypeTable _types;
    private readonly List<string> _keys = [];
    private readonly List<QuerySpec> _queries = [];
    private readonly HashSet<int> _visited = [];

    private TagSummary(INamedTypeSymbol type, TypeTable types) => (_type, _types) = (type, types);

    public EquatableArray<string> Keys => _keys.Distinct(StringComparer.Ordinal).ToEquatableArray();

    public EquatableArray<QuerySpec> Queries => _queries.ToEquatableArray();

    public static TagSummary Of(INamedTypeSymbol type, BodySpec body, TypeTable types)
    {
        var summary = new TagSummary(type, types);
        summary.Visit(body);
        return summary;
    }

    private void Visit(BodySpec body)
    {
        foreach (var source in body.Tags) Visit(source.Value, source);
    }

    private void Visit(ValueSpec value, TagSourceSpec source)
    {
        switch (_types[value.Type])
        {
            case ListSpec list:
                Visit(list.Item, source);
                break;
            case CasesSpec cases:
                foreach (var each in cases.Cases) Visit(new ValueSpec(each.Type, IsNullable: false), source);
                if (cases.Itself is { } itself) Visit(new ValueSpec(itself, IsNullable: false), source);
                break;
            case MapSpec map:
                Visit(new(map.Key, IsNullable: false), source);
                Visit(map.Item, source);
                break;
            case RecordSpec record when _visited.Add(value.Type):
                Visit(record.Body);
                break;
            case WrapperSpec { Key: { } own } wrapper:
                _keys.Add(own);
                _keys.AddRange(wrapper.Aliases);
                AddQuery("For", own, value.Type, wrapper.MaxLength, allowsDefault: false);
                break;
            case var _ when source.Key is { } key:
                _keys.Add(key);
                _keys.AddRange(source.Aliases);
                if (QueryNames.Of(key) is { } method) AddQuery(method, key, value.Type, source.MaxLength, source.AllowsDefault);
                break;
        }
    }

    /// <summary>
    /// Members of one tag share a method, which takes what the longest of them can carry; and a member that the user wrote wins.
    /// </summary>
    private void AddQuery(string method, string key, int type, int maxLength, bool allowsDefault)
    {
        var shared = _queries.FindIndex(query => query.Method == method && query.Type == type);
        if (shared >= 0)
        {
            var known = _queries[shared];
            var longest = Longest(known.MaxLength, maxLength);
            _queries[shared] = known with { MaxLength = longest, AllowsDefault = known.AllowsDefault || allowsDefault };
        }
        else if (!IsTaken(method, _types[type].Reference))
        {
            var parameter = Identifiers.ParameterName(key);
            _queries.Add(new()
            {
                Method = method,
                Key = key,
                Parameter = parameter,
                Type = type,
                MaxLength = maxLength,
                AllowsDefault = allowsDefault,
            });
        }
    }

    private static int Longest(int left, int right) => left == 0 || right == 0 ? 0 : Math.Max(left, right);

    /// <summary>An inherited member counts too: a method of its name would hide it from the users of the event.</summary>
    private bool IsTaken(string method, string parameter) => method == _type.Name || RecordChain.Upwards(_type)
        .SelectMany(each => each.GetMembers(method))
        .Where(member => member.DeclaredAccessibility != Accessibility.Private || IsOwn(member))
        .Any(member =>
            member is not IMethodSymbol { Arity: 0 } own || own.Parameters is [var only] && Declaration.Reference(only.Type) == parameter);

    private bool IsOwn(ISymbol member) => SymbolEqualityComparer.Default.Equals(member.ContainingType, _type);
}
