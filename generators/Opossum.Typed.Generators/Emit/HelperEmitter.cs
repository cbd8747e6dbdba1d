using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>Prints the helpers that write and read values of types, one by one.</summary>
/// <param name="source">The class of the helpers.</param>
/// <param name="code">How they reach each other.</param>
/// <param name="types">The types.</param>
/// <param name="roots">The values from which the others are reached.</param>
internal sealed class HelperEmitter(
    SourceWriter source, ValueCode code, EquatableArray<TypeSpec> types, IEnumerable<ValueSpec> roots)
{
    private readonly HashSet<ValueSpec> _stored =
    [
        .. roots,
        .. types.OfType<RecordSpec>().SelectMany(static record => record.Body.Fields.Select(static field => field.Value)),
        .. types.OfType<ListSpec>().Select(static list => list.Item),
        .. types.OfType<MapSpec>().Select(static map => map.Item),
    ];

    /// <summary>Whether values are written, and not only read.</summary>
    public required bool Writes { get; init; }

    /// <summary>Whether values give tags.</summary>
    public required bool AddsTags { get; init; }

    /// <summary>Whether a collection is refused that would come back with another comparer than it has.</summary>
    public bool ChecksComparers { get; init; }

    public void Emit()
    {
        // A type comes after what it is made of; whoever reads wants it the other way round.
        for (var index = types.Count - 1; index >= 0; index--)
        {
            switch (types[index])
            {
                case CasesSpec cases:
                    Cases(cases);
                    break;
                case RecordSpec record:
                    Record(record, IsValue(index));
                    break;
                case ListSpec list:
                    List(list);
                    break;
                case MapSpec map:
                    Map(map);
                    break;
            }

            if (_stored.Contains(new(index, IsNullable: true))) Next().Nullable(types[index], index);
        }
    }

    private void Cases(CasesSpec cases)
    {
        var emitter = new CasesEmitter(source, code);
        source.Blank();
        if (Writes) emitter.Write(cases);
        source.Blank();
        emitter.TryRead(cases);
        source.Blank();
        emitter.Read(cases);
        if (!AddsTags || !cases.HasTags) return;
        source.Blank();
        emitter.AddTags(cases);
    }

    /// <summary>Whether a record stands somewhere as itself, not only for a type that lists it.</summary>
    private bool IsValue(int index) =>
        _stored.Any(value => value.Type == index) || types.OfType<CasesSpec>().Any(cases => cases.Itself == index);

    private void Record(RecordSpec record, bool isValue)
    {
        if (isValue)
        {
            source.Blank();
            if (Writes) new WriteEmitter(source, code).Record(record);
            Next().Record(record);
        }

        source.Blank();
        new AnyOrderEmitter(source, code).Record(record);
        if (!AddsTags || !record.HasTags) return;
        source.Blank();
        new TagsEmitter(source, code).Record(record);
    }

    private void List(ListSpec list)
    {
        source.Blank();
        if (Writes) Writer().List(list);
        Next().List(list);
        source.Blank();
        new AnyOrderEmitter(source, code).List(list);
    }

    private void Map(MapSpec map)
    {
        source.Blank();
        if (Writes) Writer().Map(map);
        Next().Map(map);
        source.Blank();
        new AnyOrderEmitter(source, code).Map(map);
    }

    private WriteEmitter Writer() => new(source, code) { ChecksComparers = ChecksComparers };

    private PredictedReadEmitter Next()
    {
        source.Blank();
        return new(source, code);
    }
}
