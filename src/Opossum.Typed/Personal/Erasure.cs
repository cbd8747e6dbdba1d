namespace Opossum.Typed;

/// <summary>What erasing a subject did.</summary>
/// <param name="Position">Where the log says so: the <see cref="SubjectErased"/>.</param>
/// <param name="Keys">How many keys were destroyed: 0 where the subject had none, or was erased before.</param>
/// <param name="PlainEvents">
/// How many events of the subject's tag hold members in plain text that are personal today: those that were appended before the attribute
/// was there. Erasing does not reach them.
/// </param>
public readonly record struct Erasure(long Position, int Keys, long PlainEvents);
