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
        new HelperEmitter(source, _code, e.Types, e.Body.Fields.Select(static field => field.Value))
        {
            Writes = !e.IsPast,
            AddsTags = !e.IsPast,
        }.Emit();
        if (e is { IsPersonal: true, IsPast: false }) new SubjectsEmitter(source, _code, PersonalTypes.Of(e.Types)).Helpers(e.Types);
        source.Close();
    }
}
