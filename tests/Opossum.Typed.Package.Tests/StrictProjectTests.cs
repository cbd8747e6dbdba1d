using Opossum.Typed.Package.Tests.Support;

namespace Opossum.Typed.Package.Tests;

/// <summary>A library whose author has switched every check on.</summary>
public sealed class StrictProjectTests(PackedPackage package)
{
    private const string People = """
        using Opossum.Typed;

        namespace People;

        /// <summary>All events of this assembly.</summary>
        [EventModel] public static partial class PeopleEvents;

        /// <summary>Who.</summary>
        /// <param name="Value">The id.</param>
        [Tag("person")] public readonly partial record struct PersonId(Guid Value);

        /// <summary>Where somebody lives.</summary>
        /// <param name="Street">With its number.</param>
        /// <param name="City">The city.</param>
        public sealed record Address(string Street, string? City);

        /// <summary>Somebody registered.</summary>
        /// <param name="Person">Who.</param>
        /// <param name="Email">Where to write to.</param>
        /// <param name="Addresses">Where they live.</param>
        /// <param name="Paid">What they paid.</param>
        [Event("person-registered")]
        public sealed partial record PersonRegistered(
            PersonId Person, [Tag("email", MaxLength = 254)] string Email, IReadOnlyList<Address> Addresses, decimal? Paid);

        /// <summary>What is asked.</summary>
        public static class Questions
        {
            /// <summary>Who registered with an address.</summary>
            public static Query<PersonRegistered> Registered(string email) => PersonRegistered.ForEmail(email);
        }
        """;

    private const string Strict = """
        <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
        <AnalysisMode>All</AnalysisMode>
        <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
        <GenerateDocumentationFile>true</GenerateDocumentationFile>
        <CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>
        <IsAotCompatible>true</IsAotCompatible>
        """;

    [FullFact]
    public async Task Generated_code_causes_no_warning_under_any_check_of_the_SDK()
    {
        var consumer = package.NewConsumer();
        consumer.With("People.cs", People).WithProject("People.csproj", consumer.PackageReference, Strict);
        Assert.Empty(await consumer.WarningsOfAsync("build"));
    }
}
