using Opossum.Typed.Package.Tests.Support;

namespace Opossum.Typed.Package.Tests;

/// <summary>A project that has the files of the contract beside its project file, and nothing else to say.</summary>
public sealed class ContractFilesTests(PackedPackage package)
{
    private const string Shipped = "order-placed@1\norder-placed@1 tag order\norder-placed@1.order int\norder-placed@1.total decimal\n";

    private const string Events = """
        using Opossum.Typed;

        [EventModel] public static partial class Orders;
        [Event("order-placed")] public partial record OrderPlaced([Tag("order")] int Order, decimal Total);
        """;

    private const string NewField = """
        using Opossum.Typed;

        [EventModel] public static partial class Orders;
        [Event("order-placed")] public partial record OrderPlaced([Tag("order")] int Order, decimal Total,
            string? Note = null);
        """;

    private const string Renamed = """
        using Opossum.Typed;

        [EventModel] public static partial class Orders;
        [Event("order-placed")] public partial record OrderPlaced([Tag("order")] int Order);
        """;

    [FullFact]
    public async Task A_field_that_the_contract_does_not_say_is_a_warning() =>
        Assert.Equal([new(Warning.Place("Orders.cs", NewField, "Note"), "OPSM2001")], await NewProject(NewField).WarningsOfAsync("build"));

    [FullFact]
    public async Task A_shipped_field_that_is_gone_breaks_the_build()
    {
        var output = await NewProject(Renamed).FailingBuildAsync();
        Assert.Contains(
            "Orders.cs(4,47): error OPSM2002: 'order-placed@1.total decimal' has shipped, and no field reads that name any more", output,
            StringComparison.Ordinal);
    }

    [FullFact]
    public async Task A_line_that_cannot_be_read_breaks_the_build_at_its_place()
    {
        var output = await NewProject(Events).With("Events.Unshipped.txt", "# new\norder-placed@1.total money\n").FailingBuildAsync();
        Assert.Contains(
            "Events.Unshipped.txt(2,22): error OPSM2006: The contract can't be read here: 'money' is no type that is stored", output,
            StringComparison.Ordinal);
    }

    [FullFact]
    public async Task Files_that_the_project_lists_itself_are_read_once() =>
        Assert.Empty(await NewProject(Events, """<AdditionalFiles Include="Events.Shipped.txt" />""").WarningsOfAsync("build"));

    [FullFact]
    public async Task Without_the_files_nothing_is_said()
    {
        var consumer = package.NewConsumer();
        Assert.Empty(
            await consumer.With("Orders.cs", Events).WithProject("Shop.csproj", consumer.PackageReference).WarningsOfAsync("build"));
    }

    private Consumer NewProject(string events, string items = "")
    {
        var consumer = package.NewConsumer();
        return consumer.With("Orders.cs", events)
            .With("Events.Shipped.txt", Shipped)
            .WithProject("Shop.csproj", consumer.PackageReference + items);
    }
}
