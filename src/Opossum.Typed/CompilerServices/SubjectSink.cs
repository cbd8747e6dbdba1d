using System.ComponentModel;
using System.Text;
using Opossum.Typed.Personal;

namespace Opossum.Typed.CompilerServices;

/// <summary>Told of the subjects of an append; remembers those whose key is to be made first. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct SubjectSink
{
    private readonly SubjectKeyRing _keys;

    internal SubjectSink(SubjectKeyRing keys) => _keys = keys;

    internal List<string>? Missing { get; private set; }

    /// <summary>A subject that was erased; empty if there is none.</summary>
    internal ReadOnlySpan<byte> Erased { get; private set; }

    /// <summary>Adds a subject.</summary>
    /// <param name="subject">The subject.</param>
    public void Add<TTag>(TTag subject) where TTag : ITag<TTag>
    {
        Span<byte> buffer = stackalloc byte[Tag.MaxBytes];
        var name = buffer[..SubjectName.Write(subject, buffer)];
        if (_keys.Find(name, out var isErased) is not null) return;
        if (isErased) Erased = name.ToArray();
        else (Missing ??= []).Add(Encoding.UTF8.GetString(name));
    }
}
