using Opossum.Typed.Generators.Collections;

namespace Opossum.Typed.Generators.Model;

/// <summary>
/// Which types of an event have something sealed, in themselves or in what they hold. Types may hold themselves, so what is known of one is
/// handed on until nothing new is learned.
/// </summary>
internal static class PersonalTypes
{
    public static Set Of(EquatableArray<TypeSpec> types)
    {
        var found = new Set(new bool[types.Count]);
        bool hasLearned;
        do
        {
            hasLearned = false;
            for (var i = 0; i < types.Count; i++) hasLearned |= found.Learn(i, types[i]);
        }
        while (hasLearned);
        return found;
    }

    /// <summary>The answer, by the indices of the types.</summary>
    public sealed class Set(bool[] isPersonal)
    {
        public bool this[int type] => isPersonal[type];

        public bool this[ValueSpec value] => isPersonal[value.Type];

        /// <summary>Whether an object has something sealed.</summary>
        public bool Has(BodySpec body) => body.Parts.Count > 0 || body.Fields.Any(field => this[field.Value]);

        internal bool Learn(int index, TypeSpec type)
        {
            if (isPersonal[index] || !Look(type)) return false;
            return isPersonal[index] = true;
        }

        private bool Look(TypeSpec type) => type switch
        {
            RecordSpec record => Has(record.Body),
            ListSpec list => this[list.Item],
            MapSpec map => this[map.Item],
            CasesSpec cases => cases.Cases.Any(each => this[each.Type]) || (cases.Itself is { } itself && this[itself]),
            _ => false,
        };
    }
}
