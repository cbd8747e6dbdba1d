namespace Opossum.Typed.Generators.Model;

/// <summary>What an object holds that is personal of one subject: one field of the payload, sealed as a whole.</summary>
/// <param name="Wire">The name of the field.</param>
/// <param name="Subject">The field that has the subject, an index into <see cref="BodySpec.Fields"/>.</param>
internal readonly record struct SealedPartSpec(string Wire, int Subject);
