using Opossum.Typed.Analyzers.Consumers;

namespace Opossum.Typed.Analyzers.Tests.Consumers;

/// <summary>OPSM3025.</summary>
public class PositionFileTests
{
    [SampledTheory]
    [InlineData("{|OPSM3025:File.WriteAllText(\"last\", at.Position.ToString())|};")]
    [InlineData("{|OPSM3025:File.WriteAllText(\"last\", $\"{at.Position}\\n\")|};")]
    [InlineData("{|OPSM3025:File.WriteAllText(\"last\", $\"{at.StoreId:N}.{at.Position}.{at.Id:N}\")|};")]
    [InlineData("""
        {|OPSM3025:File.WriteAllText("last", at.Position.ToString(System.Globalization.CultureInfo.InvariantCulture))|};
        """)]
    [InlineData("await {|OPSM3025:File.WriteAllBytesAsync(\"last\", BitConverter.GetBytes(at.Position))|};")]
    [InlineData("{|OPSM3025:File.WriteAllBytes(\"last\", System.Text.Encoding.UTF8.GetBytes(\"at \" + at.Position))|};")]
    [InlineData("await {|OPSM3025:File.WriteAllTextAsync(\"last\", new Checkpoint(at.StoreId, at.Position, at.Id).ToText())|};")]
    [InlineData("""
        var checkpoint = new Checkpoint(at.StoreId, at.Position, at.Id);
        {|OPSM3025:File.WriteAllLines("last", [checkpoint.ToText()])|};
        """)]
    [InlineData("{|OPSM3025:File.WriteAllText(contents: $\"{at.Position}\", path: \"last\")|};")]
    [InlineData("""
        var checkpoint = await Checkpoint.AtAsync(log, at.Position);
        {|OPSM3025:File.WriteAllText("last", checkpoint.ToText())|};
        """)]
    [InlineData("Save(at.Position); void Save(long last) => {|OPSM3025:File.WriteAllText(\"last\", last.ToString())|};")]
    public Task A_file_that_holds_the_position_is_reported(string body) => RuleAsync(body);

    [Fact]
    public Task So_is_one_of_a_method_that_a_handler_calls() => ConsumerSource.RuleAsync<PositionFileAnalyzer>("""
        Task On(Left e, ConsumedEvent at) => SaveAsync(new Checkpoint(at.StoreId, at.Position, at.Id));
        private static Task SaveAsync(Checkpoint checkpoint) => {|OPSM3025:File.WriteAllTextAsync("last", checkpoint.ToText())|};
        """);

    [SampledTheory]
    [InlineData("File.AppendAllText(\"seen\", $\"{at.Position}\\n\");")]
    [InlineData("File.WriteAllText($\"{at.Position}.json\", e.ToString());")]
    [InlineData("File.WriteAllText(\"copy\", $\"{at.Position} {e.Course}\");")]
    [InlineData("File.WriteAllBytes(\"copy\", at.Payload.ToArray());")]
    [InlineData("File.WriteAllText(\"opened\", \"yes\");")]
    [InlineData("File.WriteAllText(\"id\", at.Id.ToString());")]
    [InlineData("Console.WriteLine(at.Position);")]
    [InlineData("_last = at.Position;")]
    [InlineData("await mailer.SendAsync(e.Course); Console.WriteLine(new Checkpoint(at.StoreId, at.Position, at.Id).ToText());")]
    [InlineData("Mine.WriteAllText(\"last\", at.Position.ToString());")]
    public Task A_position_that_goes_elsewhere_or_with_the_event_is_not(string body) => RuleAsync(body);

    [Fact]
    public Task A_file_that_no_handler_writes_is_not() => ConsumerSource.RuleAsync<PositionFileAnalyzer>("""
        void On(Left e) { }
        public void Export(Checkpoint checkpoint) => File.WriteAllText("last", checkpoint.ToText());
        """);

    private static Task RuleAsync(string body) => ConsumerSource.RuleAsync<PositionFileAnalyzer>($$"""
        private long _last;
        public long Last => _last;
        async Task On(Left e, ConsumedEvent at) { await Task.Yield(); _last = 0; {{body}} }
        static class Mine { public static void WriteAllText(string path, string text) { } }
        """);
}
