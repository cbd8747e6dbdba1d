using Opossum.Typed.Json;

namespace Opossum.Typed.CompilerServices;

public ref partial struct JsonEventReader
{
    /// <summary>Enters an object or an array of an event whose values may hold values of their own type.</summary>
    /// <returns>False when it is deeper than any payload may be.</returns>
    public bool TryDescend() => ++_depth < JsonDepth.Max;

    /// <summary>Leaves it.</summary>
    public void Ascend() => _depth--;
}
