namespace Examples.Tests;

/// <summary>The program, as it is called.</summary>
public class ProgramTests
{
    [Fact]
    public void Without_arguments_it_lists_the_examples_and_every_one_of_them_can_be_told()
    {
        var (exitCode, listed) = Run();
        Assert.Equal(0, exitCode);
        var names = listed.Split('\n')
            .Where(static line => line.StartsWith("  ", StringComparison.Ordinal))
            .Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0])
            .ToArray();
        Assert.Equal(8, names.Length);
        foreach (var name in names)
        {
            var (told, story) = Run(name);
            Assert.Equal(0, told);
            Assert.InRange(story.Split('\n').Length, 3, 60);
        }
    }

    [Fact]
    public void The_stories_end_as_they_should()
    {
        var (_, story) = Run("all");
        string[] ends = [
            "1 gets the seat, 29 are rejected", "1 to 21, 21 of them", "Rejected: OTP expired", "Rejected: Re-submission",
            "invalid price for product \"tea\"", "conflict with position 2"
        ];
        Assert.All(ends, end => Assert.Contains(end, story, StringComparison.Ordinal));
    }

    [Fact]
    public void An_example_that_is_not_there_is_an_error() => Assert.Equal(1, Run("no-such-example").ExitCode);

    private static (int ExitCode, string Output) Run(params string[] args)
    {
        var (console, error, output) = (Console.Out, Console.Error, new StringWriter());
        try
        {
            Console.SetOut(output);
            Console.SetError(output);
            return ((int)typeof(ExampleEvents).Assembly.EntryPoint!.Invoke(null, [args])!, output.ToString());
        }
        finally
        {
            Console.SetOut(console);
            Console.SetError(error);
        }
    }
}
