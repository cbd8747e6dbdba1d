using Opossum.Typed.Generators.Collections;

namespace Opossum.Typed.Generators.Model;

/// <summary>What <c>ToString</c> shows of a record that has personal members.</summary>
/// <param name="Modifiers">Of <c>PrintMembers</c>, as the record would declare it.</param>
/// <param name="CallsBase">Whether a base record prints its own members first. One that would print what is personal is not asked.</param>
/// <param name="Members">The members that the compiler would print, those of a base that is not asked among them.</param>
internal sealed record PrintSpec(string Modifiers, bool CallsBase, EquatableArray<PrintedMember> Members);

/// <summary>A member that is printed.</summary>
/// <param name="Name">Its name as source.</param>
/// <param name="IsMasked">Whether its value is left out.</param>
/// <param name="IsValueType">Whether its value can't be null.</param>
internal readonly record struct PrintedMember(string Name, bool IsMasked, bool IsValueType);
