using System.Collections.Immutable;
using System.Text;

namespace Opossum.Typed.Engine.Queries;

/// <summary>The event types of a query item, as bytes, to compare with, and as terms, to find events by.</summary>
internal sealed record CompiledTypes(byte[][] Names, ulong[] Terms, TermHasher Hasher)
{
    public static CompiledTypes Of(ImmutableArray<string> types, TermHasher hasher)
    {
        if (types.IsEmpty) return new([], [], hasher);
        var (names, terms) = (new byte[types.Length][], new ulong[types.Length]);
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = Encoding.UTF8.GetBytes(types[i]);
            terms[i] = hasher.OfType(names[i]);
        }

        return new(names, terms, hasher);
    }
}
