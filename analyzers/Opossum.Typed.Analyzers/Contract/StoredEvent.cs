using Microsoft.CodeAnalysis;
using Opossum.Typed.Analyzers.Declarations;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Analyzers.Contract;

/// <summary>An event as its record declares it: all that the contract has lines for.</summary>
internal sealed class StoredEvent
{
    /// <summary>Records inside records can be more than anybody writes down; an event of more places is left alone.</summary>
    private const int MaxPlaces = 4096;

    private readonly INamedTypeSymbol _type;
    private readonly EventSpec _spec;
    private readonly HashSet<int> _around = [];
    private int _places;

    private StoredEvent(INamedTypeSymbol type, EventSpec spec)
    {
        (_type, _spec) = (type, spec);
        Root = new(parent: null, [spec.Name], type.Locations[0]) { Code = type.Name };
    }

    public string Name => _spec.Name;

    public int Version => _spec.Version;

    public IEnumerable<string> Aliases => _spec.Aliases;

    public IEnumerable<string> Tags => _spec.TagKeys;

    public StoredNode Root { get; }

    /// <returns>Null where the record gets no generated code, or has too many places.</returns>
    public static StoredEvent? Of(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        if (ParsedEvents.Of(type, compilation, cancellation).Spec is not { } spec) return null;
        var stored = new StoredEvent(type, spec);
        stored.Fill(stored.Root, spec.Body, type.Name);
        return stored._places > MaxPlaces ? null : stored;
    }

    private void Fill(StoredNode node, BodySpec body, string record)
    {
        foreach (var field in body.Fields)
        {
            if (++_places > MaxPlaces) return;
            var value = new ValueText(_spec.Types, field.Value);
            var member = field.Member.TrimStart('@');
            var inside = new StoredNode(node, [field.Wire, .. field.Aliases], node.Parent is null ? PlaceOf(member) : node.Place)
            {
                Code = $"{record}.{member}",
                Type = value.Type,
                IsRequired = field.IsRequired,
                EnumNames = value.EnumNames,
                KeyNames = value.KeyNames,
            };
            node.Add(inside);
            FillValue(inside, field.Value);
        }
    }

    private void FillValue(StoredNode node, ValueSpec value)
    {
        switch (_spec.Types[value.Type])
        {
            case ListSpec list:
                FillValue(node, list.Item);
                break;
            case MapSpec map:
                FillValue(node, map.Item);
                break;
            // What is inside it again looks as it does.
            case RecordSpec record when _around.Add(value.Type):
                Fill(node, record.Body, record.Body.IsTuple ? node.Code : NameOf(record));
                _around.Remove(value.Type);
                break;
            case CasesSpec cases:
                foreach (var each in cases.Cases) FillCase(node, ContractName.WriteCase(each.Text, each.Number), each.Type);
                if (cases.Unsaid is { } unsaid) FillCase(node, "", unsaid);
                break;
        }
    }

    private void FillCase(StoredNode node, string name, int type)
    {
        if (++_places > MaxPlaces) return;
        var record = (RecordSpec)_spec.Types[type];
        var inside = new StoredNode(node, [name], node.Place) { Code = NameOf(record), IsCase = true };
        node.Add(inside);
        if (!_around.Add(type)) return;
        Fill(inside, record.Body, inside.Code);
        _around.Remove(type);
    }

    private Location PlaceOf(string member) =>
        _type.GetMembers(member)
            .SelectMany(static each => each.Locations)
            .FirstOrDefault(static location => location.IsInSource) ?? Root.Place;

    private static string NameOf(RecordSpec record) => record.Reference.Substring(record.Reference.LastIndexOfAny(['.', ':']) + 1);
}
