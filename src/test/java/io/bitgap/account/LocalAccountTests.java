package io.bitgap.account;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.bitgap.WebRoleTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;

/** Where nobody signs in there is nothing to sign in with. */
@WebRoleTest
class LocalAccountTests {
    @Autowired
    MockMvc http;

    @Test
    void nobodyHasAPasswordOrTokens() throws Exception {
        http.perform(post("/account/password")
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .param("present", "x")
                        .param("password", "four words of a test")
                        .param("again", "four words of a test"))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("no-accounts"));
        http.perform(post("/account/tokens")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"name\": \"x\"}"))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("no-accounts"));
    }
}
