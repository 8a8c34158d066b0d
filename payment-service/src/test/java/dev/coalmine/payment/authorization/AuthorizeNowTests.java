package dev.coalmine.payment.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import dev.coalmine.payment.processing.StartPayment;
import dev.coalmine.payment.v1.AuthorizeReply;
import dev.coalmine.payment.v1.AuthorizeRequest;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.stub.StreamObserver;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;
import org.springframework.jdbc.UncategorizedSQLException;

class AuthorizeNowTests {

  private static final AuthorizeRequest REQUEST =
      AuthorizeRequest.newBuilder()
          .setOrderId("0S9WQX3YMKHH1")
          .setCustomer("ada")
          .setAmountMinor(100)
          .setCurrency("EUR")
          .build();

  private final StartPayment start = mock();
  private final StreamObserver<AuthorizeReply> replies = mock();

  @ParameterizedTest
  @CsvSource({"25006, UNAVAILABLE", "42P01, UNAVAILABLE", "23505, INTERNAL"})
  void saysWhetherTheCallMayBeRepeatedAfterWhatTheDatabaseSaid(String state, Code code) {
    assertThat(codeAfter(new UncategorizedSQLException("t", "s", new SQLException("no", state))))
        .isEqualTo(code);
  }

  @Test
  void doesNotPresentItsOwnDefectAsAnOutage() {
    assertThat(codeAfter(new IllegalStateException("a defect"))).isEqualTo(Code.INTERNAL);
  }

  private Code codeAfter(RuntimeException failure) {
    when(start.andWait(any(), any(), any(), any())).thenThrow(failure);
    new AuthorizeNow(start).authorize(REQUEST, replies);
    var error = ArgumentCaptor.forClass(Throwable.class);
    verify(replies).onError(error.capture());
    verifyNoMoreInteractions(replies);
    return Status.fromThrowable(error.getValue()).getCode();
  }
}
