using Opossum.Typed.Analyzers.Consumers;

namespace Opossum.Typed.Analyzers.Tests.Consumers;

/// <summary>The purposes that the fix of OPSM3022 suggests.</summary>
public class KebabCaseTests
{
    [Theory]
    [InlineData("FillSeat", "fill-seat")]
    [InlineData("SendSMSNow", "send-sms-now")]
    [InlineData("HTTPRequest", "http-request")]
    [InlineData("SMS", "sms")]
    [InlineData("Fill2Seats", "fill2-seats")]
    [InlineData("Fill_Seat", "fill-seat")]
    [InlineData("fill", "fill")]
    public void Each_word_of_a_name_is_written_small(string name, string purpose) => Assert.Equal(purpose, KebabCase.Of(name));
}
