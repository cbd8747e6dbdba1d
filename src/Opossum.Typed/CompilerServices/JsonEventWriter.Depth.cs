using Opossum.Typed.Json;

namespace Opossum.Typed.CompilerServices;

// A value that holds values of its own type goes as deep as it likes; a payload does not.
public ref partial struct JsonEventWriter
{
    /// <summary>Enters an object or an array of an event whose values may hold values of their own type.</summary>
    /// <exception cref="EventFormatException">A payload that goes as deep could not be read.</exception>
    public void Descend()
    {
        if (++_depth >= JsonDepth.Max) throw Error($"it is more than {JsonDepth.Max} levels deep, the limit of a payload");
    }

    /// <summary>Leaves it.</summary>
    public void Ascend() => _depth--;
}
