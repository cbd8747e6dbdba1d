using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>Prints the file-local class of an event's helpers: nothing of it can be seen, or can clash, outside the file.</summary>
internal sealed class CodecEmitter(SourceWriter source, EventSpec e)
{
    private readonly ValueCode _code = new(e, codec: "");

    public void Emit()
    {
        source.Line("/// <summary>Reads and writes what the event holds.</summary>");
        source.Line(GeneratedFile.Attribute);
        source.Open($"file static class {e.Codec}");
        new AnyOrderEmitter(source, _code).Event(e);

        // A type comes after what it is made of; whoever reads wants it the other way round.
        for (var index = e.Types.Count - 1; index >= 0; index--)
        {
            switch (e.Types[index])
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

            if (StoredValues().Contains(new(index, IsNullable: true))) Next().Nullable(e.Types[index], index);
        }

        source.Close();
    }

    private void Cases(CasesSpec cases)
    {
        var emitter = new CasesEmitter(source, _code);
        source.Blank();
        if (!e.IsPast) emitter.Write(cases);
        source.Blank();
        emitter.TryRead(cases);
        source.Blank();
        emitter.Read(cases);
        if (e.IsPast || !cases.HasTags) return;
        source.Blank();
        emitter.AddTags(cases);
    }

    /// <summary>Whether a record stands somewhere as itself, not only for a type that lists it.</summary>
    private bool IsValue(int index) =>
        StoredValues().Any(value => value.Type == index) || e.Types.OfType<CasesSpec>().Any(cases => cases.Itself == index);

    private void Record(RecordSpec record, bool isValue)
    {
        if (isValue)
        {
            source.Blank();
            if (!e.IsPast) new WriteEmitter(source, _code).Record(record);
            Next().Record(record);
        }

        source.Blank();
        new AnyOrderEmitter(source, _code).Record(record);
        if (e.IsPast || !record.HasTags) return;
        source.Blank();
        new TagsEmitter(source, _code).Record(record);
    }

    private void List(ListSpec list)
    {
        source.Blank();
        if (!e.IsPast) new WriteEmitter(source, _code).List(list);
        Next().List(list);
        source.Blank();
        new AnyOrderEmitter(source, _code).List(list);
    }

    private void Map(MapSpec map)
    {
        source.Blank();
        if (!e.IsPast) new WriteEmitter(source, _code).Map(map);
        Next().Map(map);
        source.Blank();
        new AnyOrderEmitter(source, _code).Map(map);
    }

    private PredictedReadEmitter Next()
    {
        source.Blank();
        return new(source, _code);
    }

    private IEnumerable<BodySpec> Bodies() => e.Types.OfType<RecordSpec>().Select(static record => record.Body).Append(e.Body);

    private IEnumerable<ValueSpec> StoredValues() => Bodies()
        .SelectMany(static body => body.Fields.Select(static field => field.Value))
        .Concat(e.Types.OfType<ListSpec>().Select(static list => list.Item))
        .Concat(e.Types.OfType<MapSpec>().Select(static map => map.Item));
}
