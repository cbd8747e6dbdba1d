using Opossum.Typed.Generators.Collections;

namespace Opossum.Typed.Generators.Model;

/// <summary>What <c>ToString</c> of an event shows that has personal members.</summary>
/// <param name="Modifiers">Of <c>PrintMembers</c>, as the record would declare it.</param>
/// <param name="IsDerived">Whether a base record prints its members first.</param>
/// <param name="Members">The members that the compiler would print.</param>
internal sealed record PrintSpec(string Modifiers, bool IsDerived, EquatableArray<PrintedMember> Members);

/// <summary>A member that is printed.</summary>
/// <param name="Name">Its name as source.</param>
/// <param name="IsMasked">Whether its value is left out.</param>
internal readonly record struct PrintedMember(string Name, bool IsMasked);
